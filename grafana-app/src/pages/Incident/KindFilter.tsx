import React from 'react';
import { Button, Stack } from '@grafana/ui';
import { t } from '../../t';
import { KINDS, type Kind } from './timelineView';

interface Props {
  readonly counts: Readonly<Record<Kind, number>>;
  /** None: all are shown. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

export function KindFilter({ counts, chosen, onChange }: Props) {
  return (
    <div role="group" aria-label={t('incident.timeline.filter', 'Show on the timeline')}>
      <Stack gap={1} wrap="wrap">
        {KINDS.map((kind) => {
          const isChosen = chosen.includes(kind);
          return (
            <Button
              key={kind}
              size="sm"
              variant={isChosen ? 'primary' : 'secondary'}
              fill={isChosen ? 'solid' : 'outline'}
              icon={isChosen ? 'check' : undefined}
              aria-pressed={isChosen}
              onClick={() => onChange(isChosen ? chosen.filter((each) => each !== kind) : [...chosen, kind])}
            >
              {`${kindsName(kind)} (${counts[kind]})`}
            </Button>
          );
        })}
      </Stack>
    </div>
  );
}

function kindsName(kind: Kind): string {
  switch (kind) {
    case 'alert':
      return t('incident.timeline.alerts', 'Alerts');
    case 'event':
      return t('incident.timeline.events', 'Events');
    case 'change':
      return t('incident.timeline.changes', 'Changes');
    case 'action':
      return t('incident.timeline.actions', 'Actions');
  }
}
