import React from 'react';
import type { Incident } from '../../api/types';
import { Section } from '../../components/Section';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { CauseCard } from './CauseCard';

/** Ranked causes. The first is open, or those that the URL names. */
export function Why({ incident: { causes } }: { readonly incident: Incident }) {
  const url = useUrlState();
  const named = url.get('causes');
  const open = named === '' ? [1] : named.split(',').map(Number);
  const toggle = (rank: number) => {
    const after = open.includes(rank) ? open.filter((each) => each !== rank) : [...open, rank];
    url.set({ causes: after.length === 0 ? '0' : after.join(',') });
  };
  return (
    <Section title={t('incident.why', 'Why')}>
      {causes.length === 0 && (
        <span>
          {t(
            'incident.no-causes',
            'No cause found yet: no event and no change around that time explains the alerts. Fathom looks again with each alert; scanners, watchers and events from elsewhere give it more to go on.'
          )}
        </span>
      )}
      {causes.map((cause) => (
        <CauseCard
          key={cause.title}
          cause={cause}
          isOpen={open.includes(cause.rank)}
          onToggle={() => toggle(cause.rank)}
        />
      ))}
    </Section>
  );
}
