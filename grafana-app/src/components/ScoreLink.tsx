import React from 'react';
import { Stack } from '@grafana/ui';
import type { ThreatScore } from '../api/types';
import { paths } from '../routing';
import { t } from '../t';
import { AppLink } from './AppLink';
import { LevelBadge } from './severity';

/** The threat score of an asset, which opens into its evidence. */
export function ScoreLink({ score }: { readonly score: ThreatScore }) {
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <AppLink to={paths.threat(score.entity)}>
        {t('score', 'Threat score {{score}}', { score: Math.round(score.score) })}
      </AppLink>
      <LevelBadge level={score.level} />
    </Stack>
  );
}
