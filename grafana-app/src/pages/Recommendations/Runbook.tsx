import React from 'react';
import { t } from '@grafana/i18n';
import { TextLink } from '@grafana/ui';
import { CodeText } from '../../components/Steps/CodeText';
import { isWebAddress } from './webAddress';

/** Advisors may name a page of the web; those of Fathom name a file of its documentation. */
export function Runbook({ address }: { readonly address: string }) {
  if (isWebAddress(address)) {
    return (
      <TextLink href={address} external inline={false}>
        {t('recommendations.runbook', 'Runbook')}
      </TextLink>
    );
  }
  return (
    <span>
      <CodeText
        text={t('recommendations.runbook-file', 'Runbook: `{{file}}` of the documentation', { file: address })}
      />
    </span>
  );
}
