import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { kindName } from '../../components/assetWords';
import type { GraphNode } from '../../components/TopologyGraph/graph';
import { KindShape } from '../../components/TopologyGraph/KindShape';
import { healthName } from '../../components/TopologyGraph/words';
import { t } from '../../t';

export interface Entry {
  readonly node: GraphNode;
  /** What the node is to the one in focus. */
  readonly role?: string;
}

interface Props {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly onPick: (id: string) => void;
}

const STEP = 20;

/** Nodes to go to, by mouse or keyboard. */
export function NodeList({ label, entries, onPick }: Props) {
  const styles = useStyles2(getStyles);
  const [limit, setLimit] = useState(STEP);
  return (
    <>
      <ul aria-label={label} className={styles.list}>
        {entries.slice(0, limit).map(({ node, role }) => (
          <li key={`${role ?? ''} ${node.id}`}>
            <button type="button" className={styles.node} onClick={() => onPick(node.id)}>
              <span className={styles.name}>
                <KindShape kind={node.kind} /> {node.name}
              </span>
              <span className={styles.facts}>
                {[role, kindName(node.kind), healthName(node.health)].filter((each) => each !== undefined).join(' · ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {limit < entries.length && (
        <Button variant="secondary" fill="text" size="sm" onClick={() => setLimit(limit + 5 * STEP)}>
          {t('topology.more-neighbours', '{{count}} more', { count: entries.length - limit })}
        </Button>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none' }),
  node: css({
    display: 'flex',
    flexDirection: 'column',
    width: '100%',
    padding: theme.spacing(0.5, 1),
    textAlign: 'left',
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -2 },
  }),
  name: css({ color: theme.colors.text.link, overflowWrap: 'anywhere' }),
  facts: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
