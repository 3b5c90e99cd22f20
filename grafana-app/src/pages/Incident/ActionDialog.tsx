import React, { useState, type SyntheticEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Modal, TextArea, useStyles2 } from '@grafana/ui';
import type { IncidentRequest } from '../../api/incidents';
import { ErrorNotice } from '../../components/ErrorNotice';
import { t } from '../../t';
import { actionMeaning, actionName } from './actionTexts';

/** As the API has it. */
const MAX_NOTE = 2000;

interface Props {
  readonly request: IncidentRequest;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (request: IncidentRequest) => void;
  readonly onDismiss: () => void;
}

/** Says what an action does, and takes a note for those who read the incident later. */
export function ActionDialog({ request, isPending, error, onSubmit, onDismiss }: Props) {
  const styles = useStyles2(getStyles);
  const [note, setNote] = useState('');
  const isNeeded = request.action === 'comment';
  const text = note.trim();
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isNeeded || text !== '') {
      onSubmit({ ...request, ...(text === '' ? {} : { note: text }) });
    }
  };
  return (
    <Modal isOpen title={titleOf(request)} onDismiss={onDismiss}>
      <form onSubmit={submit} className={styles.form}>
        {request.cause !== undefined && <strong className={styles.cause}>{request.cause}</strong>}
        <span>{actionMeaning(request.action)}</span>
        <Field
          noMargin
          htmlFor="incident-note"
          required={isNeeded}
          label={isNeeded ? t('incident.note.comment', 'Comment') : t('incident.note.optional', 'Note (optional)')}
        >
          <TextArea
            id="incident-note"
            rows={4}
            maxLength={MAX_NOTE}
            autoFocus
            required={isNeeded}
            value={note}
            onChange={({ currentTarget }) => setNote(currentTarget.value)}
          />
        </Field>
        {error !== null && <ErrorNotice error={error} />}
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onDismiss}>
            {t('incident.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={isPending || (isNeeded && text === '')}>
            {actionName(request.action)}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function titleOf({ action }: IncidentRequest): string {
  switch (action) {
    case 'comment':
      return t('incident.dialog.comment', 'Comment on the incident');
    case 'resolve':
      return t('incident.dialog.resolve', 'Resolve the incident');
    case 'reopen':
      return t('incident.dialog.reopen', 'Reopen the incident');
    case 'acknowledge':
      return t('incident.dialog.acknowledge', 'Acknowledge the incident');
    case 'unacknowledge':
      return t('incident.dialog.unacknowledge', 'Hand the incident back');
    case 'confirm-cause':
      return t('incident.dialog.confirm-cause', 'Confirm the cause');
    case 'reject-cause':
      return t('incident.dialog.reject-cause', 'Reject the cause');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  cause: css({ overflowWrap: 'anywhere' }),
});
