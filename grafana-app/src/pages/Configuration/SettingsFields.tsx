import React from 'react';
import { DataSourcePicker } from '@grafana/runtime';
import { Alert, Field, Input, SecretInput, Switch } from '@grafana/ui';
import { t } from '../../t';
import { isLoopback, normalizeUrl } from './apiUrl';
import { dashboardUid, type Draft, type Field as FieldOfDraft } from './draft';
import { fieldName, urlProblemText } from './fieldTexts';

interface Props {
  readonly draft: Draft;
  readonly invalid: readonly FieldOfDraft[];
  readonly onChange: (change: Partial<Draft>) => void;
}

export function SettingsFields({ draft, invalid, onChange }: Props) {
  const { apiUrl, token, prometheusUid, hostDashboardUid, enabled } = draft;
  return (
    <>
      <Field
        label={fieldName('apiUrl')}
        description={t(
          'config.field.api-url-hint',
          'Where the Grafana server reaches Fathom, without a slash at the end: http://fathom:9797'
        )}
        htmlFor="config-api-url"
        required
        noMargin
        invalid={invalid.includes('apiUrl')}
        error={urlProblemText(apiUrl)}
      >
        <Input
          id="config-api-url"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={apiUrl}
          onChange={({ currentTarget }) => onChange({ apiUrl: currentTarget.value })}
          onBlur={() => onChange({ apiUrl: normalizeUrl(apiUrl) })}
        />
      </Field>
      {isLoopback(apiUrl) && (
        <Alert severity="info" bottomSpacing={0} title={t('config.url.loopback', 'This is Grafana’s own machine')}>
          {t(
            'config.url.loopback-hint',
            'The Grafana server makes the requests, so localhost is its machine, or its container. If Fathom runs elsewhere, use a name that resolves there: the service’s in Docker Compose, or host.docker.internal.'
          )}
        </Alert>
      )}
      <Field
        label={fieldName('token')}
        description={tokenHint(token)}
        htmlFor="config-token"
        noMargin
        invalid={invalid.includes('token')}
        error={t('config.token.invalid', 'A token has no spaces and only ASCII characters')}
      >
        <SecretInput
          id="config-token"
          autoComplete="off"
          isConfigured={token === null}
          value={token ?? ''}
          onReset={() => onChange({ token: '' })}
          onChange={({ currentTarget }) => onChange({ token: currentTarget.value })}
        />
      </Field>
      <Field
        label={fieldName('prometheusUid')}
        description={t(
          'config.field.prometheus-hint',
          'Links to Explore open it. It should be the one that scrapes Fathom.'
        )}
        htmlFor="config-prometheus"
        noMargin
      >
        <DataSourcePicker
          inputId="config-prometheus"
          type="prometheus"
          noDefault
          placeholder={t('config.field.none', 'None')}
          current={prometheusUid === '' ? null : prometheusUid}
          onChange={({ uid }) => onChange({ prometheusUid: uid })}
          onClear={() => onChange({ prometheusUid: '' })}
        />
      </Field>
      <Field
        label={fieldName('hostDashboardUid')}
        description={t(
          'config.field.dashboard-hint',
          'Uid or address of the dashboard that links of hosts open, with the variables instance and host.'
        )}
        htmlFor="config-dashboard"
        noMargin
        invalid={invalid.includes('hostDashboardUid')}
        error={t('config.dashboard.invalid', 'A uid has up to 40 letters, digits, - and _')}
      >
        <Input
          id="config-dashboard"
          autoComplete="off"
          spellCheck={false}
          value={hostDashboardUid}
          onChange={({ currentTarget }) => onChange({ hostDashboardUid: currentTarget.value })}
          onBlur={() => onChange({ hostDashboardUid: dashboardUid(hostDashboardUid) })}
        />
      </Field>
      <Field
        label={fieldName('enabled')}
        description={t('config.field.enabled-hint', 'A disabled app has no pages and is not in the navigation.')}
        htmlFor="config-enabled"
        noMargin
      >
        <Switch
          id="config-enabled"
          value={enabled}
          onChange={({ currentTarget }) => onChange({ enabled: currentTarget.checked })}
        />
      </Field>
    </>
  );
}

function tokenHint(token: string | null): string {
  return token === null
    ? t('config.token.stored', 'A token is stored, and not shown. Reset it to enter another or none.')
    : t('config.token.hint', 'The one of api.token in fathom.yml; empty when Fathom has none.');
}
