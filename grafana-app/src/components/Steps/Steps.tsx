import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { CodeText } from './CodeText';

/** What to do, in order, with commands to copy. */
export function Steps({ steps }: { readonly steps: readonly string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={index}>
          <CodeText text={step} isCopyable />
        </li>
      ))}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({
    margin: 0,
    paddingLeft: theme.spacing(3),
    maxWidth: '90ch',
    overflowWrap: 'anywhere',
    li: { marginBottom: theme.spacing(1) },
  }),
});
