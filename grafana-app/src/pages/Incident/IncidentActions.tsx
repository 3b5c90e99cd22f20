import React, { useState } from 'react';
import { locationUtil } from '@grafana/data';
import { Button, LinkButton, Stack } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { useSettings } from '../../components/SettingsContext';
import { t } from '../../t';
import { useActions } from './ActionsProvider';
import { actionName } from './actionTexts';
import { dashboardPath, explorePath } from './externalLinks';

/** What one does with the incident, and where one looks further. */
export function IncidentActions({ incident }: { readonly incident: Incident }) {
  return (
    <Stack gap={1} wrap="wrap">
      <Ways incident={incident} />
      <Buttons incident={incident} />
    </Stack>
  );
}

function Buttons({ incident }: { readonly incident: Incident }) {
  const actions = useActions();
  if (actions === null) {
    return null;
  }
  const { act, ask, isPending } = actions;
  const isOpen = incident.status === 'open';
  const isAcknowledged = incident.acknowledged !== null;
  return (
    <>
      {isOpen && (
        <Button
          variant={isAcknowledged ? 'secondary' : 'primary'}
          icon="user"
          disabled={isPending}
          onClick={() => act({ action: isAcknowledged ? 'unacknowledge' : 'acknowledge' })}
        >
          {actionName(isAcknowledged ? 'unacknowledge' : 'acknowledge')}
        </Button>
      )}
      <Button
        variant="secondary"
        icon={isOpen ? 'check' : 'history'}
        disabled={isPending}
        onClick={() => ask({ action: isOpen ? 'resolve' : 'reopen' })}
      >
        {actionName(isOpen ? 'resolve' : 'reopen')}
      </Button>
      <Button variant="secondary" icon="comment-alt" disabled={isPending} onClick={() => ask({ action: 'comment' })}>
        {actionName('comment')}
      </Button>
    </>
  );
}

function Ways({ incident }: { readonly incident: Incident }) {
  const { hostDashboardUid = '', prometheusUid = '' } = useSettings();
  const [now] = useState(() => Date.now());
  const explore = prometheusUid === '' ? null : explorePath(prometheusUid, incident, now);
  return (
    <>
      {hostDashboardUid !== '' && (
        <LinkButton
          variant="secondary"
          icon="apps"
          href={locationUtil.assureBaseUrl(dashboardPath(hostDashboardUid, incident, now))}
        >
          {t('incident.dashboard', 'Dashboard')}
        </LinkButton>
      )}
      {explore !== null && (
        <LinkButton variant="secondary" icon="compass" href={locationUtil.assureBaseUrl(explore)}>
          {t('incident.explore', 'Explore')}
        </LinkButton>
      )}
    </>
  );
}
