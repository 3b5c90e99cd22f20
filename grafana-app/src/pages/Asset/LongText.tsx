import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SHORT, shortText } from './valueText';

/** A text of any length: what is long is folded up to its beginning. */
export function LongText({ text }: { readonly text: string }) {
  const styles = useStyles2(getStyles);
  if (text.length <= SHORT && !text.includes('\n')) {
    return <span className={styles.text}>{text}</span>;
  }
  return (
    <details>
      <summary className={styles.text}>{shortText(text)}</summary>
      <pre className={styles.whole}>{text}</pre>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ overflowWrap: 'anywhere' }),
  whole: css({ margin: theme.spacing(1, 0, 0), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
