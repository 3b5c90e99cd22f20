import React, { useCallback, useState, type SyntheticEvent } from 'react';
import { useBeforeUnload } from 'react-router-dom';
import { css } from '@emotion/css';
import { AppEvents, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button, Icon, Stack, useStyles2 } from '@grafana/ui';
import { useSavePluginSettings } from '../../api/pluginSettings';
import type { StoredSettings } from '../../api/storedSettings';
import { ErrorNotice } from '../../components/ErrorNotice';
import { t } from '../../t';
import { ConnectionTest } from './ConnectionTest';
import { changedFields, draftOf, invalidFields, requestOf, type Draft } from './draft';
import { fieldName } from './fieldTexts';
import { SettingsFields } from './SettingsFields';
import { useConnectionTest } from './useConnectionTest';

export function SettingsForm({ stored }: { readonly stored: StoredSettings }) {
  const styles = useStyles2(getStyles);
  const [draft, setDraft] = useState(() => draftOf(stored));
  const save = useSavePluginSettings();
  const test = useConnectionTest();
  const changed = changedFields(stored, draft);
  const invalid = invalidFields(draft);
  const isDirty = changed.length > 0;
  useWarningBeforeLeaving(isDirty);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    save.mutate((now) => requestOf(now, changed, draft), {
      onSuccess: (saved) => {
        setDraft(draftOf(saved));
        tellSaved();
        test.mutate();
      },
    });
  };
  return (
    <div className={styles.page}>
      <form
        onSubmit={submit}
        className={styles.form}
        aria-label={t('config.form', 'Configuration of Fathom')}
        noValidate
      >
        <SettingsFields
          draft={draft}
          invalid={invalid}
          onChange={(change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))}
        />
        {save.error !== null && <ErrorNotice error={save.error} />}
        <Stack gap={1} alignItems="center" wrap="wrap">
          <Button type="submit" disabled={!isDirty || invalid.length > 0 || save.isPending}>
            {save.isPending ? t('config.saving', 'Saving…') : t('config.save', 'Save and test')}
          </Button>
          <Button
            type="button"
            variant="secondary"
            disabled={!isDirty || save.isPending}
            onClick={() => setDraft(draftOf(stored))}
          >
            {t('config.discard', 'Discard changes')}
          </Button>
          <span role="status" className={styles.unsaved}>
            {isDirty && (
              <>
                <Icon name="pen" aria-hidden />
                {t('config.unsaved', 'Not saved yet: {{fields}}', {
                  fields: changed.map(fieldName).join(', '),
                })}
              </>
            )}
          </span>
        </Stack>
      </form>
      <ConnectionTest test={test} isDirty={isDirty} />
    </div>
  );
}

function tellSaved(): void {
  getAppEvents().publish({
    type: AppEvents.alertSuccess.name,
    payload: [
      t('config.saved', 'The configuration is saved'),
      t('config.saved-hint', 'Pages and navigation that are open elsewhere follow when they are reloaded.'),
    ],
  });
}

function useWarningBeforeLeaving(isDirty: boolean): void {
  useBeforeUnload(
    useCallback(
      (event: BeforeUnloadEvent) => {
        if (isDirty) {
          event.preventDefault();
        }
      },
      [isDirty]
    )
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(4), maxWidth: 720 }),
  form: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    maxWidth: 560,
  }),
  unsaved: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.colors.warning.text,
  }),
});
