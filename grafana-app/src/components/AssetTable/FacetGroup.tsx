import React, { useState, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, useStyles2 } from '@grafana/ui';
import type { FacetValue } from '../../api/types';
import { t } from '../../t';
import { isChosen, isSelectable, type AssetFilters, type Choice, type Dimension } from './filters';

/** Of a longer list the rest is shown on demand. */
const SHORT = 12;

interface Props {
  readonly title: ReactNode;
  readonly filter: Dimension | 'labels';
  readonly values: readonly FacetValue[];
  readonly filters: AssetFilters;
  readonly onToggle: (choice: Choice) => void;
  /** How a value is sent to the API; default: as it is. */
  readonly toChoice?: (value: string) => string;
  /** How a value is called; default: as it is. */
  readonly nameOf?: (value: string) => string;
}

/** The values of one filter with how many assets each would show. */
export function FacetGroup({ title, filter, values, filters, onToggle, toChoice = same, nameOf = same }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const offered = values.filter(({ value }) => isSelectable(filter, toChoice(value)));
  const isChecked = (value: string) => isChosen(filters, { filter, value: toChoice(value) });
  const shown = all ? offered : offered.filter(({ value }, index) => index < SHORT || isChecked(value));
  if (offered.length === 0) {
    return null;
  }
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {shown.map(({ value, count }) => (
        <div key={value} className={styles.value}>
          <Checkbox
            label={nameOf(value) === '' ? t('inventory.facet.empty', '(empty)') : nameOf(value)}
            value={isChecked(value)}
            onChange={() => onToggle({ filter, value: toChoice(value) })}
          />
          <span className={styles.count}>{count.toLocaleString()}</span>
        </div>
      ))}
      {offered.length > SHORT && (
        <Button variant="secondary" fill="text" size="sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('inventory.facet.less', 'Show fewer') : t('inventory.facet.all', 'Show all')}
        </Button>
      )}
    </fieldset>
  );
}

const same = (value: string) => value;

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ border: 'none', margin: 0, padding: 0, minWidth: 0 }),
  legend: css({
    border: 'none',
    margin: 0,
    marginBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.secondary,
  }),
  value: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& label': { overflowWrap: 'anywhere' },
  }),
  count: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
