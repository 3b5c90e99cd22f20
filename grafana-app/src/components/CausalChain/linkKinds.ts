import type { GrafanaTheme2 } from '@grafana/data';
import type { ChainLink } from '../../api/types';
import { t } from '../../t';

type Kind = ChainLink['kind'];

/** A shape of 12 by 12 for each kind, so that colour is not the only sign. */
export const SHAPES: Readonly<Record<Kind, string>> = {
  change: 'M6 0 12 6 6 12 0 6Z',
  event: 'M6 0a6 6 0 1 1 0 12A6 6 0 1 1 6 0Z',
  score: 'M0 12V7h3v5Zm4.5 0V4h3v8ZM9 12V0h3v12Z',
  alert: 'M6 0 12 12H0Z',
  state: 'M0 0h12v12H0Z',
};

export function kindName(kind: Kind): string {
  switch (kind) {
    case 'change':
      return t('causal-chain.kind.change', 'Change');
    case 'event':
      return t('causal-chain.kind.event', 'Event');
    case 'score':
      return t('causal-chain.kind.score', 'Score');
    case 'alert':
      return t('causal-chain.kind.alert', 'Alert');
    case 'state':
      return t('causal-chain.kind.state', 'State');
  }
}

export function kindColor(kind: Kind, theme: GrafanaTheme2): string {
  switch (kind) {
    case 'change':
      return theme.visualization.getColorByName('semi-dark-purple');
    case 'event':
      return theme.visualization.getColorByName('semi-dark-orange');
    case 'score':
      return theme.visualization.getColorByName('semi-dark-blue');
    case 'alert':
      return theme.colors.error.main;
    case 'state':
      return theme.colors.text.secondary;
  }
}
