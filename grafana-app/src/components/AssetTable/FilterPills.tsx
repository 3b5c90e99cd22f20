import React from 'react';
import { css } from '@emotion/css';
import { Button, useStyles2 } from '@grafana/ui';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../../t';
import { choicesOf, type AssetFilters, type Choice } from './filters';
import { choiceName } from './filterTitle';

interface Props {
  readonly filters: AssetFilters;
  readonly onRemove: (choice: Choice) => void;
  readonly onClear: () => void;
}

/** What the list is narrowed to, each part to be taken away. */
export function FilterPills({ filters, onRemove, onClear }: Props) {
  const styles = useStyles2(getStyles);
  const choices = choicesOf(filters);
  if (choices.length === 0) {
    return null;
  }
  return (
    <ul className={styles.pills} aria-label={t('inventory.filter.chosen', 'Chosen filters')}>
      {choices.map((choice) => (
        <li key={`${choice.filter}:${choice.value}`}>
          <Button
            size="sm"
            variant="secondary"
            icon="times"
            iconPlacement="right"
            className={styles.pill}
            aria-label={t('inventory.filter.remove', 'Remove filter {{name}}', {
              name: choiceName(choice),
            })}
            onClick={() => onRemove(choice)}
          >
            {choiceName(choice)}
          </Button>
        </li>
      ))}
      <li>
        <Button size="sm" variant="secondary" fill="text" onClick={onClear}>
          {t('filter.clear', 'Clear the filters')}
        </Button>
      </li>
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pills: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), listStyle: 'none' }),
  pill: css({
    borderRadius: theme.shape.radius.pill,
    maxWidth: '100%',
    '& > span': { overflow: 'hidden', textOverflow: 'ellipsis' },
  }),
});
