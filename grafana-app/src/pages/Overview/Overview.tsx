import React, { Suspense, lazy } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import { useOverview } from '../../api/overview';
import type { Overview as OverviewData } from '../../api/types';
import { FirstUse } from '../../components/FirstUse';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { AssetsTile } from './AssetsTile';
import { otherProblems } from './attention';
import { ChangesTile } from './ChangesTile';
import { CollectorsTile } from './CollectorsTile';
import { IncidentsTile } from './IncidentsTile';
import { RecommendationsTile } from './RecommendationsTile';
import { StateLine } from './StateLine';
import { ThreatsTile } from './ThreatsTile';

const ChangesDrawer = lazy(() => import('./ChangesDrawer'));

export default function Overview() {
  const query = useOverview();
  return (
    <Page title={t('overview.title', 'Overview')}>
      <QueryView query={query} isEmpty={({ assets }) => assets.counts.length === 0} empty={<FirstUse />}>
        {(overview) => (
          <Tiles
            overview={overview}
            lookedAt={query.dataUpdatedAt}
            isFetching={query.isFetching}
            onRefresh={() => void query.refetch()}
          />
        )}
      </QueryView>
    </Page>
  );
}

interface Props {
  readonly overview: OverviewData;
  /** Milliseconds since the epoch. */
  readonly lookedAt: number;
  readonly isFetching: boolean;
  readonly onRefresh: () => void;
}

function Tiles({ overview, ...state }: Props) {
  const styles = useStyles2(getStyles);
  const url = useUrlState();
  const fails = overview.modules.failing.length > 0;
  const problems = otherProblems(overview);
  const collectors = <CollectorsTile modules={overview.modules} />;
  return (
    <div className={styles.page}>
      <StateLine overview={overview} {...state} />
      {problems.length > 0 && (
        <Alert severity="warning" title={t('overview.degraded', 'Fathom itself is impaired')}>
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Alert>
      )}
      <div className={styles.tiles}>
        <IncidentsTile incidents={overview.incidents} />
        <RecommendationsTile recommendations={overview.recommendations} />
        <ThreatsTile threats={overview.threats} />
        {fails && collectors}
        <ChangesTile changes={overview.changes} onMore={() => url.set({ show: 'changes' })} />
        <AssetsTile assets={overview.assets} />
        {!fails && collectors}
      </div>
      {url.get('show') === 'changes' && (
        <Suspense fallback={null}>
          <ChangesDrawer changes={overview.changes} onClose={() => url.set({ show: '', field: '' })} />
        </Suspense>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  problems: css({ paddingLeft: theme.spacing(2), overflowWrap: 'anywhere' }),
  tiles: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: theme.spacing(2),
  }),
});
