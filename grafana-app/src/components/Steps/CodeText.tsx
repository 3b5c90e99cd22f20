import React from 'react';
import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { codeParts } from './codeParts';

interface Props {
  readonly text: string;
  /** Whether each piece of code gets a button that copies it. */
  readonly isCopyable?: boolean;
}

/** A sentence whose pieces between backticks are code. */
export function CodeText({ text, isCopyable = false }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {codeParts(text).map((part, index) =>
        part.isCode ? (
          <span key={index}>
            <code className={styles.code}>{part.text}</code>
            {isCopyable && (
              <ClipboardButton
                className={styles.copy}
                size="sm"
                fill="text"
                variant="secondary"
                icon="copy"
                aria-label={t('steps.copy', 'Copy the command {{command}}', {
                  command: part.text,
                })}
                getText={() => part.text}
                onClipboardError={tellNotCopied}
              />
            )}
          </span>
        ) : (
          <span key={index}>{part.text}</span>
        )
      )}
    </>
  );
}

const tellNotCopied = () =>
  getAppEvents().publish({
    type: AppEvents.alertError.name,
    payload: [
      t('steps.not-copied', 'The browser does not allow copying'),
      t('steps.select', 'Select the text instead.'),
    ],
  });

const getStyles = (theme: GrafanaTheme2) => ({
  code: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  copy: css({
    verticalAlign: 'middle',
    height: 'auto',
    gap: 0,
    padding: theme.spacing(0.25, 0.5),
    '& svg': { margin: 0 },
  }),
});
