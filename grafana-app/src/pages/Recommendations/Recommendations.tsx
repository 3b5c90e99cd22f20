import React, { lazy, Suspense, useEffect, useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import { useRecommendations } from '../../api/recommendations';
import { CursorPager } from '../../components/CursorPager';
import { Loading } from '../../components/Loading';
import { NoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { without } from '../../components/urlFilter';
import { useUrlState, type UrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { Filters } from './Filters';
import { FILTERS, isFiltered, queryOf, stateParameter } from './listState';
import { linkId, RecommendationList } from './RecommendationList';

const Details = lazy(() => import('./Details'));

/** The list, and beside it (or instead of it where there is no room) the one that is open. */
export default function Recommendations() {
  const styles = useStyles2(getStyles);
  const url = useUrlState();
  const { id } = useParams();
  const { search } = useLocation();
  const navigate = useNavigate();
  const query = useRecommendations(queryOf(url));
  useFocusOfClosed(id);
  return (
    <Page
      title={t('recommendations.title', 'Recommendations')}
      subTitle={t('recommendations.subtitle', 'What to do before it becomes an incident, with the reasons')}
    >
      <div className={styles.page}>
        <div className={cx(styles.columns, id !== undefined && styles.hasOpen)}>
          <div className={styles.list} data-part="list">
            <Filters url={url} />
            <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={<Nothing url={url} />}>
              {({ items, nextCursor }) => (
                <>
                  <RecommendationList items={items} selected={id} search={search} />
                  <CursorPager
                    label={t('recommendations.pages', 'Pages of recommendations')}
                    trail={url.list('after')}
                    nextCursor={nextCursor}
                    onChange={(trail) => url.set({ after: trail })}
                  />
                </>
              )}
            </QueryView>
          </div>
          {id !== undefined && (
            <Suspense fallback={<Loading />}>
              <Details key={id} id={id} onClose={() => navigate(`${paths.recommendations()}${search}`)} />
            </Suspense>
          )}
        </div>
      </div>
    </Page>
  );
}

/** Whoever closes one goes on in the list where they were. */
function useFocusOfClosed(id: string | undefined): void {
  const before = useRef(id);
  useEffect(() => {
    if (id === undefined && before.current !== undefined) {
      document.getElementById(linkId(before.current))?.querySelector('a')?.focus();
    }
    before.current = id;
  }, [id]);
}

function Nothing({ url }: { readonly url: UrlState }) {
  const set = (values: Parameters<UrlState['set']>[0]) => url.set({ ...values, after: undefined });
  if (isFiltered(url)) {
    return (
      <NoMatch
        message={t('recommendations.none-match', 'No recommendation matches these filters')}
        onClear={() => set(without(FILTERS))}
      />
    );
  }
  return (
    <EmptyState
      variant="completed"
      message={t('recommendations.none', 'Nothing to do')}
      button={
        <Button variant="secondary" onClick={() => set({ state: stateParameter([]) })}>
          {t('recommendations.show-all', 'Show those that are done, dismissed or resolved')}
        </Button>
      }
    >
      {t(
        'recommendations.none-why',
        'Advisors look at the measurements and events of every asset each minute, and have found nothing.'
      )}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  /** Less room than this is for one of the two. */
  const narrow = '@container (max-width: 1000px)';
  return {
    page: css({ containerType: 'inline-size' }),
    columns: css({
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(2),
      alignItems: 'start',
    }),
    hasOpen: css({
      gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
      [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)', '& > [data-part="list"]': { display: 'none' } },
    }),
    list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  };
};
