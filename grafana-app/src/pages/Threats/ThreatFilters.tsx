import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Input, MultiCombobox, useStyles2 } from '@grafana/ui';
import { THREAT_LEVELS } from '../../api/values';
import { levelName } from '../../components/severity';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import { levelsOf } from './scoreFilter';

export function ThreatFilters({ url }: { readonly url: UrlState }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="search" className={styles.filters} aria-label={t('threats.filter.label', 'Filter threats')}>
      <Field label={t('threats.filter.search', 'Search')} htmlFor="threat-search" noMargin className={styles.wide}>
        <Input
          id="threat-search"
          type="search"
          maxLength={256}
          placeholder={t('threats.filter.search-hint', 'Id of an asset')}
          value={url.get('search')}
          onChange={({ currentTarget }) =>
            url.set({ search: currentTarget.value, after: undefined }, { replace: true })
          }
        />
      </Field>
      <Field label={t('threats.filter.level', 'Level')} htmlFor="threat-level" noMargin className={styles.narrow}>
        <MultiCombobox
          id="threat-level"
          placeholder={t('threats.filter.any', 'Any')}
          options={THREAT_LEVELS.map((value) => ({ value, label: levelName(value) }))}
          value={levelsOf(url)}
          onChange={(chosen) => url.set({ level: chosen.map(({ value }) => value), after: undefined })}
        />
      </Field>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filters: css({
    display: 'flex',
    flex: '1 1 300px',
    minWidth: 0,
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(2),
  }),
  wide: css({ flex: '1 1 200px', minWidth: 0, maxWidth: 400 }),
  narrow: css({ flex: '0 1 256px', minWidth: 0 }),
});
