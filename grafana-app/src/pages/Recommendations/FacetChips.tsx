import React, { useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Undefined when it is not known how many there are. */
  readonly count: number | undefined;
}

interface Props<V extends string> {
  readonly label: string;
  readonly choices: ReadonlyArray<Choice<V>>;
  readonly chosen: readonly V[];
  readonly onChange: (chosen: V[]) => void;
}

/** Values of a filter with how many there are of each; any number of them may be on. */
export function FacetChips<V extends string>({ label, choices, chosen, onChange }: Props<V>) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      {choices.map(({ value, label: text, count }) => {
        const isOn = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isOn}
            className={styles.chip}
            onClick={() => onChange(isOn ? chosen.filter((each) => each !== value) : [...chosen, value])}
          >
            {isOn && <Icon name="check" size="sm" aria-hidden />}
            {text}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </button>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5) }),
  label: css({ color: theme.colors.text.secondary, marginRight: theme.spacing(0.5), minWidth: 64 }),
  chip: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 1),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: 'none',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    '&[aria-pressed="true"]': {
      background: theme.colors.action.selected,
      borderColor: theme.colors.primary.border,
    },
  }),
  count: css({ fontVariantNumeric: 'tabular-nums', color: theme.colors.text.secondary }),
});
