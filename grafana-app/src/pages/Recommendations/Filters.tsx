import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Combobox, Field, MultiCombobox, useStyles2 } from '@grafana/ui';
import { useAdvisors, useRecommendationCounts } from '../../api/recommendations';
import { PRIORITIES, RECOMMENDATION_STATES } from '../../api/values';
import { advisorName, stateName } from '../../components/recommendationWords';
import { SearchField } from '../../components/SearchField';
import { priorityName } from '../../components/severity';
import { searchOf } from '../../components/urlFilter';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import { FacetChips } from './FacetChips';
import { bySeverity, byState } from './facetCounts';
import { ORDER_NAMES, orderOf, severitiesOf, stateParameter, statesOf, type Order } from './listState';

export function Filters({ url }: { readonly url: UrlState }) {
  const styles = useStyles2(getStyles);
  const advisors = useAdvisors();
  const counts = useCounts(url);
  const severities = severitiesOf(url);
  const states = statesOf(url);
  const chosenAdvisors = url.list('advisor');
  const asset = url.get('asset');
  const filter = (values: Parameters<UrlState['set']>[0], options?: { replace: boolean }) =>
    url.set({ ...values, after: undefined }, options);
  return (
    <div
      role="search"
      className={styles.filters}
      aria-label={t('recommendations.filter.label', 'Filter recommendations')}
    >
      <FacetChips
        label={t('recommendations.filter.severity', 'Severity')}
        choices={PRIORITIES.map((value) => ({
          value,
          label: priorityName(value),
          count: counts && (bySeverity(counts, states).get(value) ?? 0),
        }))}
        chosen={severities}
        onChange={(severity) => filter({ severity })}
      />
      <FacetChips
        label={t('recommendations.filter.state', 'State')}
        choices={RECOMMENDATION_STATES.map((value) => ({
          value,
          label: stateName(value),
          count: counts && (byState(counts, severities).get(value) ?? 0),
        }))}
        chosen={states}
        onChange={(chosen) => filter({ state: stateParameter(chosen) })}
      />
      <div className={styles.fields}>
        <Field
          label={t('recommendations.filter.search', 'Search')}
          htmlFor="recommendation-search"
          noMargin
          className={styles.wide}
        >
          <SearchField
            id="recommendation-search"
            placeholder={t('recommendations.filter.search-hint', 'Title, asset or subject')}
            value={searchOf(url)}
            onChange={(search) => filter({ search }, { replace: true })}
          />
        </Field>
        <Field
          label={t('recommendations.filter.advisor', 'Advisor')}
          htmlFor="recommendation-advisor"
          noMargin
          className={styles.choice}
        >
          <MultiCombobox
            id="recommendation-advisor"
            placeholder={t('recommendations.filter.any', 'Any')}
            options={[...new Set([...(advisors.data ?? []), ...chosenAdvisors])].map((value) => ({
              value,
              label: advisorName(value),
            }))}
            value={chosenAdvisors}
            onChange={(chosen) => filter({ advisor: chosen.map(({ value }) => value) })}
          />
        </Field>
        <Field
          label={t('recommendations.filter.order', 'Order')}
          htmlFor="recommendation-order"
          noMargin
          className={styles.choice}
        >
          <Combobox<Order>
            id="recommendation-order"
            options={ORDER_NAMES.map((value) => ({ value, label: orderName(value) }))}
            value={orderOf(url)}
            onChange={({ value }) => filter({ sort: value === 'severity' ? undefined : value })}
          />
        </Field>
        {asset !== '' && (
          <Button
            variant="secondary"
            fill="outline"
            icon="times"
            tooltip={t('recommendations.filter.all-assets', 'Show those of all assets')}
            onClick={() => filter({ asset: undefined })}
          >
            {t('recommendations.filter.asset', 'Asset: {{asset}}', { asset })}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Undefined while other filters are on: the counts are of all recommendations. */
function useCounts(url: UrlState) {
  const { data } = useRecommendationCounts();
  const isOfAll = ['search', 'advisor', 'asset'].every((name) => url.get(name) === '');
  return isOfAll ? data?.counts : undefined;
}

function orderName(order: Order): string {
  switch (order) {
    case 'severity':
      return t('recommendations.order.severity', 'Most severe first');
    case 'newest':
      return t('recommendations.order.newest', 'Newest first');
    case 'oldest':
      return t('recommendations.order.oldest', 'Oldest first');
    case 'latest':
      return t('recommendations.order.latest', 'Seen last first');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  fields: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(2) }),
  wide: css({ flex: '1 1 200px', maxWidth: 400 }),
  choice: css({ flex: '0 1 250px', minWidth: 160 }),
});
