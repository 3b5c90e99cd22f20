import React, { useId, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { AssetFacets } from '../../api/types';
import { t } from '../../t';
import { FacetGroup } from './FacetGroup';
import { labelName, type AssetFilters, type Choice } from './filters';

interface Props {
  readonly labels: AssetFacets['labels'];
  readonly filters: AssetFilters;
  readonly onToggle: (choice: Choice) => void;
}

/** There may be dozens of labels: each opens on demand, and those that are filtered by are open. */
export function LabelFacets({ labels, filters, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  if (labels.length === 0) {
    return null;
  }
  return (
    <section className={styles.labels} aria-label={t('inventory.facet.labels', 'Labels')}>
      <h3 className={styles.heading}>{t('inventory.facet.labels', 'Labels')}</h3>
      {labels.map((label) => (
        <LabelFacet key={label.name} label={label} filters={filters} onToggle={onToggle} />
      ))}
    </section>
  );
}

interface LabelProps extends Omit<Props, 'labels'> {
  readonly label: AssetFacets['labels'][number];
}

function LabelFacet({ label: { name, distinct, values }, filters, onToggle }: LabelProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const isFiltered = filters.labels.some((label) => labelName(label) === name);
  const [isOpen, setOpen] = useState(isFiltered);
  return (
    <div>
      <button
        type="button"
        className={styles.name}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} aria-hidden />
        {name}
        <span className={styles.count}>{distinct.toLocaleString()}</span>
      </button>
      <div id={id} className={styles.values} hidden={!isOpen}>
        {isOpen && (
          <FacetGroup
            title={<span className="sr-only">{name}</span>}
            filter="labels"
            values={values}
            filters={filters}
            onToggle={onToggle}
            toChoice={(value) => `${name}=${value}`}
          />
        )}
        {isOpen && distinct > values.length && (
          <span className={styles.more}>
            {t('inventory.facet.more-values', '{{count}} rarer values are not listed', {
              count: distinct - values.length,
              defaultValue_one: '{{count}} rarer value is not listed',
            })}
          </span>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  labels: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  heading: css({
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.secondary,
  }),
  name: css({
    display: 'flex',
    width: '100%',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0),
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    textAlign: 'left',
    overflowWrap: 'anywhere',
    '&:hover': { color: theme.colors.text.link },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}` },
  }),
  count: css({
    marginLeft: 'auto',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  values: css({ paddingLeft: theme.spacing(2) }),
  more: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
