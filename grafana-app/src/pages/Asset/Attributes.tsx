import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { attributeView, type AttributeView } from './attributes';

interface Props {
  readonly attributes: object;
}

/** Names and values, however deep: groups are indented, lists of alike things are tables. */
export function Attributes({ attributes }: Props) {
  const views = Object.entries(attributes).map(([name, value]) => [name, attributeView(name, value)] as const);
  return <Entries entries={views} />;
}

function Entries({ entries }: { readonly entries: ReadonlyArray<readonly [string, AttributeView]> }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.list}>
      {entries.map(([name, view]) => (
        <div key={name} className={view.type === 'table' ? undefined : styles.entry}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>
            <Value name={name} view={view} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ name, view }: { readonly name: string; readonly view: AttributeView }) {
  const styles = useStyles2(getStyles);
  switch (view.type) {
    case 'scalar':
      return view.text;
    case 'group':
      return <Entries entries={view.entries} />;
    case 'list':
      return (
        <ul className={styles.items}>
          {view.items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={name}>
          <table className={styles.table}>
            <thead>
              <tr>
                {view.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {view.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, at) => (
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto', maxWidth: '100%', paddingLeft: theme.spacing(2) }),
  list: css({ margin: 0 }),
  entry: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  }),
  name: css({
    flex: '0 1 140px',
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    overflowWrap: 'anywhere',
  }),
  value: css({ flex: '1 1 120px', margin: 0, minWidth: 0, overflowWrap: 'anywhere' }),
  items: css({ margin: 0, paddingLeft: theme.spacing(2) }),
  table: css({
    'th, td': {
      padding: theme.spacing(0, 1.5, 0.25, 0),
      textAlign: 'left',
      verticalAlign: 'top',
      fontWeight: theme.typography.fontWeightRegular,
      overflowWrap: 'normal',
    },
    th: { color: theme.colors.text.secondary },
  }),
});
