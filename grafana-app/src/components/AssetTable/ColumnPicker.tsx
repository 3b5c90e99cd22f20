import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Input, Stack, useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { FIXED_COLUMNS, isColumn, isFixed, MAX_COLUMNS, toggleColumn, type Column } from './columns';
import { columnTitle, ownName } from './columnTitle';

interface Props {
  readonly columns: readonly Column[];
  /** Labels and attributes to offer; what is chosen is offered anyway. */
  readonly offered: readonly Column[];
  readonly onChange: (columns: readonly Column[]) => void;
  readonly onReset: () => void;
}

/** Which columns the table has. The name always: it leads to the asset. */
export function ColumnPicker({ columns, offered, onChange, onReset }: Props) {
  const styles = useStyles2(getStyles);
  const own = [...new Set([...columns, ...offered])].filter((column) => !isFixed(column));
  const group = (title: string, members: readonly Column[]) =>
    members.length > 0 && (
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{title}</legend>
        <div className={styles.choices}>
          {members.map((column) => (
            <Checkbox
              key={column}
              label={isFixed(column) ? columnTitle(column) : ownName(column)}
              value={columns.includes(column)}
              disabled={column === 'name' || (columns.length >= MAX_COLUMNS && !columns.includes(column))}
              onChange={() => onChange(toggleColumn(columns, column))}
            />
          ))}
        </div>
      </fieldset>
    );
  return (
    <div className={styles.picker} role="group" aria-label={t('inventory.columns.title', 'Columns')}>
      <Stack direction="column" gap={1.5}>
        {group(t('inventory.columns.fixed', 'Of every asset'), FIXED_COLUMNS)}
        {group(
          t('inventory.columns.labels', 'Labels'),
          own.filter((column) => column.startsWith('labels.'))
        )}
        {group(
          t('inventory.columns.attributes', 'Attributes of the assets shown'),
          own.filter((column) => column.startsWith('attributes.'))
        )}
        <Stack gap={2} wrap="wrap" alignItems="center">
          <OtherColumn onAdd={(column) => !columns.includes(column) && onChange([...columns, column])} />
          <Button size="sm" variant="secondary" onClick={onReset}>
            {t('inventory.columns.reset', 'Usual columns')}
          </Button>
        </Stack>
      </Stack>
    </div>
  );
}

/** A label or attribute that is not among those offered. */
function OtherColumn({ onAdd }: { readonly onAdd: (column: Column) => void }) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const column = text.trim();
  const isOther = isColumn(column) && !isFixed(column);
  return (
    <form
      className={styles.other}
      onSubmit={(event) => {
        event.preventDefault();
        if (isOther) {
          onAdd(column);
          setText('');
        }
      }}
    >
      <Input
        width={28}
        value={text}
        placeholder={t('inventory.columns.other-example', 'labels.rack or attributes.os')}
        aria-label={t('inventory.columns.other', 'Another label or attribute')}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" size="md" variant="secondary" disabled={!isOther}>
        {t('inventory.columns.add', 'Add column')}
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  picker: css({
    padding: theme.spacing(1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  group: css({ border: 'none', margin: 0, padding: 0, minWidth: 0 }),
  legend: css({
    border: 'none',
    margin: 0,
    marginBottom: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  choices: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    maxHeight: 160,
    overflowY: 'auto',
    '& label': { overflowWrap: 'anywhere' },
  }),
  other: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
