import React from 'react';
import { Badge } from '@grafana/ui';
import type { Incident } from '../api/types';
import { t } from '../t';

/** Whether it goes on, and whether somebody looks after it. */
export function IncidentStatus({ incident }: { readonly incident: Pick<Incident, 'status' | 'acknowledged'> }) {
  if (incident.status === 'resolved') {
    return <Badge color="green" icon="check" text={t('incidents.status.resolved', 'Resolved')} />;
  }
  if (incident.acknowledged !== null) {
    return (
      <Badge
        color="blue"
        icon="user"
        text={t('incidents.status.acknowledged', 'Acknowledged by {{actor}}', {
          actor: incident.acknowledged.actor,
        })}
      />
    );
  }
  return <Badge color="red" icon="bell" text={t('incidents.status.open', 'Open')} />;
}
