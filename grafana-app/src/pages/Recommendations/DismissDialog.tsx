import React, { useState, type SyntheticEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Modal, TextArea, useStyles2 } from '@grafana/ui';
import { ErrorNotice } from '../../components/ErrorNotice';
import { t } from '../../t';

/** As the API has it. */
const MAX_REASON = 1000;

interface Props {
  readonly title: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (reason: string) => void;
  readonly onCancel: () => void;
}

/** Nobody hears of a dismissed recommendation again: those who wonder later find the reason. */
export function DismissDialog({ title, isPending, error, onSubmit, onCancel }: Props) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const reason = text.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (reason !== '') {
      onSubmit(reason);
    }
  };
  return (
    <Modal isOpen title={t('recommendations.dismiss.title', 'Dismiss the recommendation')} onDismiss={onCancel}>
      <form onSubmit={submit} className={styles.form}>
        <strong className={styles.subject}>{title}</strong>
        <span>
          {t(
            'recommendations.dismiss.meaning',
            'It stays dismissed, also when it is found again, until somebody reopens it. The reason is kept with it.'
          )}
        </span>
        <Field
          noMargin
          required
          htmlFor="dismiss-reason"
          label={t('recommendations.dismiss.reason', 'Reason')}
          description={t('recommendations.dismiss.hint', 'Choose one or write your own.')}
        >
          <TextArea
            id="dismiss-reason"
            rows={3}
            maxLength={MAX_REASON}
            required
            autoFocus
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </Field>
        <div
          role="group"
          aria-label={t('recommendations.dismiss.suggestions', 'Common reasons')}
          className={styles.chips}
        >
          {suggestions().map((suggestion) => (
            <Button
              key={suggestion}
              type="button"
              size="sm"
              variant="secondary"
              fill="outline"
              onClick={() => setText(suggestion)}
            >
              {suggestion}
            </Button>
          ))}
        </div>
        {error !== null && <ErrorNotice error={error} />}
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onCancel}>
            {t('recommendations.dismiss.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={isPending || reason === ''}>
            {t('recommendations.action.dismiss', 'Dismiss')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

const suggestions = (): string[] => [
  t('recommendations.dismiss.intended', 'This is intended'),
  t('recommendations.dismiss.wrong', 'The advice is wrong'),
  t('recommendations.dismiss.temporary', 'It will pass by itself'),
  t('recommendations.dismiss.elsewhere', 'It is handled elsewhere'),
  t('recommendations.dismiss.unimportant', 'This asset does not matter'),
];

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  subject: css({ overflowWrap: 'anywhere' }),
  chips: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
