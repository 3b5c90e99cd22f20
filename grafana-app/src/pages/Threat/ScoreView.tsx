import React from 'react';
import { Stack } from '@grafana/ui';
import type { ThreatScore } from '../../api/types';
import type { UrlState } from '../../components/urlState';
import { t } from '../../t';
import { compute } from './computation';
import { EvidenceCard } from './EvidenceCard';
import { Formula } from './Formula';

interface Props {
  readonly score: ThreatScore;
  readonly url: UrlState;
}

/** Keys of evidence may have commas, which separate them in the URL. */
const nameOf = encodeURIComponent;

/** What speaks against an asset, piece by piece, and how that adds up. */
export function ScoreView({ score, url }: Props) {
  const computation = compute(score.evidence);
  const open = url.list('open');
  const toggle = (name: string) =>
    url.set({ open: open.includes(name) ? open.filter((each) => each !== name) : [...open, name] }, { replace: true });
  return (
    <Stack direction="column" gap={2}>
      <h2>{t('threats.evidence.title', 'Evidence')}</h2>
      {computation.shares.map((share) => {
        const name = nameOf(share.evidence.key);
        return (
          <EvidenceCard
            key={name}
            entity={score.entity}
            share={share}
            isOpen={open.includes(name)}
            onToggle={() => toggle(name)}
          />
        );
      })}
      <h2>{t('threats.formula.title', 'How the score comes about')}</h2>
      <Formula computation={computation} />
    </Stack>
  );
}
