import React, { useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { ChainLink } from '../../api/types';
import { t } from '../../t';
import { useSize } from '../useSize';
import { ChainGraph } from './ChainGraph';
import { layoutChain } from './chainLayout';
import { ChainLinkDetails } from './ChainLinkDetails';
import { ChainList } from './ChainList';

interface Props {
  /** Cause first. */
  readonly links: readonly ChainLink[];
  /** What the chain explains: names the drawing for those who do not see it. */
  readonly title: string;
}

/** The way from a cause to its alerts, drawn; the same as a list, and each link in full when chosen. */
export function CausalChain({ links, title }: Props) {
  const styles = useStyles2(getStyles);
  const [{ width }, frame] = useSize();
  const [chosen, setChosen] = useState<number | null>(null);
  const detailsId = useId();
  const layout = useMemo(() => layoutChain(links, width), [links, width]);
  if (links.length === 0) {
    return <p>{t('causal-chain.empty', 'No chain of events leads from this cause to the alerts.')}</p>;
  }
  const link = chosen === null ? undefined : links[chosen];
  return (
    <div className={styles.frame}>
      <div ref={frame} className={styles.measured}>
        {width > 0 && (
          <ChainGraph
            links={links}
            layout={layout}
            title={title}
            chosen={chosen}
            onChoose={(index) => setChosen(index === chosen ? null : index)}
            detailsId={detailsId}
          />
        )}
      </div>
      <div id={detailsId} aria-live="polite">
        {link !== undefined && <ChainLinkDetails link={link} />}
      </div>
      <ChainList links={links} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  // The drawing is as wide as it was last time: without containment the frame could never become narrower.
  measured: css({ width: '100%', contain: 'inline-size', overflowX: 'auto' }),
});
