import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Overview } from '../../api/types';
import { ASSET_STATUSES } from '../../api/values';
import { AppLink } from '../../components/AppLink';
import { kindName, statusName } from '../../components/assetWords';
import { paths } from '../../routing';
import { t } from '../../t';
import { rowsByKind, type KindRow } from './attention';
import { Tile } from './Tile';

export function AssetsTile({ assets }: Pick<Overview, 'assets'>) {
  const styles = useStyles2(getStyles);
  const rows = rowsByKind(assets.counts);
  const title = t('overview.assets.title', 'Assets by kind and status');
  return (
    <Tile
      title={title}
      count={rows.reduce((sum, { total }) => sum + total, 0).toLocaleString()}
      more={<AppLink to={paths.inventory()}>{t('overview.assets.more', 'Inventory')}</AppLink>}
    >
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('overview.assets.kind', 'Kind')}</th>
              {ASSET_STATUSES.map((status) => (
                <th key={status} scope="col">
                  {statusName(status)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.kind}>
                <th scope="row">
                  <AppLink to={paths.inventory({ kind: row.kind })}>{kindName(row.kind)}</AppLink>
                </th>
                {ASSET_STATUSES.map((status) => (
                  <td key={status}>
                    <Count row={row} status={status} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Tile>
  );
}

function Count({ row, status }: { readonly row: KindRow; readonly status: (typeof ASSET_STATUSES)[number] }) {
  const count = row[status];
  return count === 0 ? (
    <>{count}</>
  ) : (
    <AppLink
      to={paths.inventory({ kind: row.kind, status })}
      aria-label={t('overview.assets.count', '{{kind}}, {{status}}: {{number}}', {
        kind: kindName(row.kind),
        status: statusName(status),
        number: count.toLocaleString(),
      })}
    >
      {count.toLocaleString()}
    </AppLink>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflowX: 'auto' }),
  table: css({
    width: '100%',
    'th, td': { padding: theme.spacing(0.5, 0, 0.5, 1), textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
    'th:first-child': { textAlign: 'left', paddingLeft: 0 },
    th: { fontWeight: theme.typography.fontWeightRegular },
    'thead th, td': { color: theme.colors.text.secondary },
    'tr + tr, tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
});
