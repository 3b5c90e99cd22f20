import React from 'react';
import { Badge, type BadgeColor, type IconName } from '@grafana/ui';
import { stateMeaning, stateName } from './recommendationWords';

const LOOKS: Readonly<Record<string, { readonly color: BadgeColor; readonly icon: IconName }>> = {
  open: { color: 'orange', icon: 'bell' },
  acknowledged: { color: 'blue', icon: 'user' },
  done: { color: 'green', icon: 'check' },
  dismissed: { color: 'darkgrey', icon: 'bell-slash' },
  resolved: { color: 'green', icon: 'check-circle' },
};

export const RecommendationStateBadge = ({ state }: { readonly state: string }) => (
  <Badge {...(LOOKS[state] ?? { color: 'darkgrey' })} text={stateName(state)} tooltip={stateMeaning(state)} />
);
