import React from 'react';
import { Stack } from '@grafana/ui';
import type { Incident } from '../../api/types';
import { durationText } from '../../components/duration';
import { IncidentStatus } from '../../components/IncidentStatus';
import { PriorityBadge } from '../../components/severity';
import { ExactTime, When } from '../../components/When';
import { t } from '../../t';

/** How severe, who looks after it, since when: what one wants to know before all else. */
export function IncidentSummary({ incident }: { readonly incident: Incident }) {
  const { severity, startedAt, resolvedAt } = incident;
  return (
    <Stack gap={1} wrap="wrap" alignItems="center">
      <PriorityBadge priority={severity} />
      <IncidentStatus incident={incident} />
      <span>
        {t('incident.began', 'Began')} <ExactTime time={startedAt} /> (<When time={startedAt} />)
      </span>
      {resolvedAt !== null && (
        <span>
          {t('incident.lasted', 'Lasted {{duration}}', {
            duration: durationText(Date.parse(resolvedAt) - Date.parse(startedAt)),
          })}
        </span>
      )}
    </Stack>
  );
}
