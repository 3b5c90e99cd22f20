import React from 'react';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import type { EventSeverity, Priority, ThreatScore } from '../api/types';
import { t } from '../t';

type ThreatLevel = ThreatScore['level'];

/** Colour is never the only sign: the badge has its word and its icon. */
interface Look {
  readonly color: BadgeColor;
  readonly icon: IconName;
}

const PRIORITY_LOOKS: Readonly<Record<Priority, Look>> = {
  critical: { color: 'red', icon: 'exclamation-circle' },
  high: { color: 'orange', icon: 'exclamation-triangle' },
  medium: { color: 'purple', icon: 'info-circle' },
  low: { color: 'blue', icon: 'info-circle' },
};

const EVENT_LOOKS: Readonly<Record<EventSeverity, Look>> = {
  critical: PRIORITY_LOOKS.critical,
  error: PRIORITY_LOOKS.high,
  warning: PRIORITY_LOOKS.medium,
  info: PRIORITY_LOOKS.low,
  debug: PRIORITY_LOOKS.low,
};

const LEVEL_LOOKS: Readonly<Record<ThreatLevel, Look>> = {
  CRITICAL: PRIORITY_LOOKS.critical,
  HIGH: PRIORITY_LOOKS.high,
  MEDIUM: PRIORITY_LOOKS.medium,
  LOW: PRIORITY_LOOKS.low,
  BENIGN: { color: 'green', icon: 'check' },
};

export function priorityName(priority: Priority): string {
  switch (priority) {
    case 'critical':
      return t('priority.critical', 'Critical');
    case 'high':
      return t('priority.high', 'High');
    case 'medium':
      return t('priority.medium', 'Medium');
    case 'low':
      return t('priority.low', 'Low');
  }
}

export function eventSeverityName(severity: EventSeverity): string {
  switch (severity) {
    case 'critical':
      return t('event-severity.critical', 'Critical');
    case 'error':
      return t('event-severity.error', 'Error');
    case 'warning':
      return t('event-severity.warning', 'Warning');
    case 'info':
      return t('event-severity.info', 'Info');
    case 'debug':
      return t('event-severity.debug', 'Debug');
  }
}

export function levelName(level: ThreatLevel): string {
  switch (level) {
    case 'CRITICAL':
      return t('level.critical', 'Critical');
    case 'HIGH':
      return t('level.high', 'High');
    case 'MEDIUM':
      return t('level.medium', 'Medium');
    case 'LOW':
      return t('level.low', 'Low');
    case 'BENIGN':
      return t('level.benign', 'Benign');
  }
}

export const PriorityBadge = ({ priority }: { readonly priority: Priority }) => (
  <Badge {...PRIORITY_LOOKS[priority]} text={priorityName(priority)} />
);

export const EventSeverityBadge = ({ severity }: { readonly severity: EventSeverity }) => (
  <Badge {...EVENT_LOOKS[severity]} text={eventSeverityName(severity)} />
);

export const LevelBadge = ({ level }: { readonly level: ThreatLevel }) => (
  <Badge {...LEVEL_LOOKS[level]} text={levelName(level)} />
);
