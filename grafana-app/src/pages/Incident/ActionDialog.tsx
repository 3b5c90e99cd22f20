import React from 'react';
import type { IncidentRequest } from '../../api/incidents';
import { NoteDialog } from '../../components/NoteDialog';
import { t } from '../../t';
import { actionMeaning, actionName } from './actionTexts';

/** As the API has it. */
const MAX_NOTE = 2000;

interface Props {
  readonly request: IncidentRequest;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (request: IncidentRequest) => void;
  readonly onCancel: () => void;
}

export function ActionDialog({ request, isPending, error, onSubmit, onCancel }: Props) {
  const isComment = request.action === 'comment';
  return (
    <NoteDialog
      title={titleOf(request)}
      subject={request.cause}
      meaning={actionMeaning(request.action)}
      label={isComment ? t('incident.note.comment', 'Comment') : t('incident.note.optional', 'Note (optional)')}
      isRequired={isComment}
      maxLength={MAX_NOTE}
      submitLabel={actionName(request.action)}
      isPending={isPending}
      error={error}
      onSubmit={(note) => onSubmit({ ...request, ...(note === '' ? {} : { note }) })}
      onCancel={onCancel}
    />
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
