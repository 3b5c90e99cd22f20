import React from 'react';
import { css } from '@emotion/css';
import { Field, MultiCombobox, useStyles2 } from '@grafana/ui';
import { THREAT_LEVELS } from '../../api/values';
import { FilterBar } from '../../components/FilterBar';
import { SearchField } from '../../components/SearchField';
import { levelName } from '../../components/severity';
import { searchOf } from '../../components/urlFilter';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import { levelsOf } from './scoreFilter';

export function ThreatFilters({ url }: { readonly url: UrlState }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.room}>
      <FilterBar label={t('threats.filter.label', 'Filter threats')}>
        <Field label={t('threats.filter.search', 'Search')} htmlFor="threat-search" noMargin className={styles.wide}>
          <SearchField
            id="threat-search"
            placeholder={t('threats.filter.search-hint', 'Id of an asset')}
            value={searchOf(url)}
            onChange={(search) => url.set({ search, after: undefined }, { replace: true })}
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
      </FilterBar>
    </div>
  );
}

const getStyles = () => ({
  room: css({ flex: '1 1 300px', minWidth: 0 }),
  wide: css({ flex: '1 1 200px', minWidth: 0, maxWidth: 400 }),
  narrow: css({ flex: '0 1 256px', minWidth: 0 }),
});
