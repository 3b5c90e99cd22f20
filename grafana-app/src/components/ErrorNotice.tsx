import React from 'react';
import { hasPermission } from '@grafana/runtime';
import { Alert, Button, Stack } from '@grafana/ui';
import { toApiError, type ApiError } from '../api/errors';
import { ACTIONS } from '../constants';
import { paths } from '../routing';
import { t } from '../t';
import { AppLink } from './AppLink';
import { adviceFor, titleOf } from './errorWords';

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** Which hop failed, in its own words, and what to do about it. */
export function ErrorNotice({ error, onRetry }: Props) {
  const apiError = toApiError(error);
  return (
    <Alert severity={apiError.reason === 'forbidden' ? 'warning' : 'error'} title={titleOf(apiError)}>
      <Stack direction="column" gap={1}>
        <span>{apiError.message}</span>
        <span>{adviceFor(apiError)}</span>
        <Stack gap={2} alignItems="center">
          {onRetry && (
            <Button size="sm" variant="secondary" icon="sync" onClick={onRetry}>
              {t('error.retry', 'Try again')}
            </Button>
          )}
          {isAboutConfiguration(apiError) && hasPermission(ACTIONS.configure) && (
            <AppLink to={paths.configuration()}>{t('error.configure', 'Open the configuration')}</AppLink>
          )}
        </Stack>
      </Stack>
    </Alert>
  );
}

const isAboutConfiguration = ({ reason }: ApiError) => reason === 'unauthorized' || reason === 'unreachable';
