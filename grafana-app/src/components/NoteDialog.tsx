import React, { useState, type ReactNode, type SyntheticEvent } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Modal, TextArea, useStyles2 } from '@grafana/ui';
import { t } from '../t';
import { ErrorNotice } from './ErrorNotice';

interface Props {
  readonly title: string;
  /** What it is done to. */
  readonly subject?: string;
  /** What will come of it. */
  readonly meaning: string;
  readonly label: string;
  readonly description?: string;
  readonly isRequired: boolean;
  readonly maxLength: number;
  /** Texts to begin with. */
  readonly suggestions?: { readonly label: string; readonly texts: readonly string[] };
  readonly submitLabel: ReactNode;
  readonly isPending: boolean;
  /** Null: none. */
  readonly error: unknown;
  readonly onSubmit: (note: string) => void;
  readonly onCancel: () => void;
}

/** Says what an action does, and takes a note for those who wonder later. */
export function NoteDialog(props: Props) {
  const { title, subject, meaning, label, description, isRequired, maxLength, suggestions } = props;
  const { submitLabel, isPending, error, onSubmit, onCancel } = props;
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const note = text.trim();
  const isLacking = isRequired && note === '';
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!isLacking) {
      onSubmit(note);
    }
  };
  return (
    <Modal isOpen title={title} onDismiss={onCancel}>
      <form onSubmit={submit} className={styles.form}>
        {subject !== undefined && <strong className={styles.subject}>{subject}</strong>}
        <span>{meaning}</span>
        <Field noMargin required={isRequired} htmlFor="dialog-note" label={label} description={description}>
          <TextArea
            id="dialog-note"
            rows={4}
            maxLength={maxLength}
            required={isRequired}
            autoFocus
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        </Field>
        {suggestions !== undefined && (
          <div role="group" aria-label={suggestions.label} className={styles.suggestions}>
            {suggestions.texts.map((each) => (
              <Button
                key={each}
                type="button"
                size="sm"
                variant="secondary"
                fill="outline"
                onClick={() => setText(each)}
              >
                {each}
              </Button>
            ))}
          </div>
        )}
        {error !== null && <ErrorNotice error={error} />}
        <Modal.ButtonRow>
          <Button type="button" variant="secondary" fill="outline" onClick={onCancel}>
            {t('dialog.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={isPending || isLacking}>
            {submitLabel}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  subject: css({ overflowWrap: 'anywhere' }),
  suggestions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
