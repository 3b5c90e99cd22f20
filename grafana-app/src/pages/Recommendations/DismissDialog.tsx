import React from 'react';
import { NoteDialog } from '../../components/NoteDialog';
import { t } from '../../t';
import { actionName } from './actions';

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
export function DismissDialog({ title, ...rest }: Props) {
  return (
    <NoteDialog
      {...rest}
      title={t('recommendations.dismiss.title', 'Dismiss the recommendation')}
      subject={title}
      meaning={t(
        'recommendations.dismiss.meaning',
        'It stays dismissed, also when it is found again, until somebody reopens it. The reason is kept with it.'
      )}
      label={t('recommendations.dismiss.reason', 'Reason')}
      description={t('recommendations.dismiss.hint', 'Choose one or write your own.')}
      isRequired
      maxLength={MAX_REASON}
      suggestions={{ label: t('recommendations.dismiss.suggestions', 'Common reasons'), texts: commonReasons() }}
      submitLabel={actionName('dismiss')}
    />
  );
}

const commonReasons = (): string[] => [
  t('recommendations.dismiss.intended', 'This is intended'),
  t('recommendations.dismiss.wrong', 'The advice is wrong'),
  t('recommendations.dismiss.temporary', 'It will pass by itself'),
  t('recommendations.dismiss.elsewhere', 'It is handled elsewhere'),
  t('recommendations.dismiss.unimportant', 'This asset does not matter'),
];
