import React, { Suspense, lazy } from 'react';
import { Stack } from '@grafana/ui';
import { useIncidentTimeline } from '../../api/incidents';
import type { Incident } from '../../api/types';
import { Loading } from '../../components/Loading';
import { QueryView } from '../../components/QueryView';
import { heldPoints } from '../../components/ScoreHistory/held';
import { Section } from '../../components/Section';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { KindFilter } from './KindFilter';
import { TimelineList } from './TimelineList';
import { countsOf, markersOf, ofKinds } from './timelineView';

/** uPlot is fetched once there is a chart to draw. */
const TimeChart = lazy(async () => ({ default: (await import('../../components/TimeChart/TimeChart')).TimeChart }));

export function Timeline({ incident }: { readonly incident: Incident }) {
  const query = useIncidentTimeline(incident.id, incident.status === 'open');
  const url = useUrlState();
  const kinds = url.list('kinds');
  return (
    <Section title={t('incident.since', 'Since when')}>
      <QueryView query={query}>
        {({ from, to, items, scores }) => {
          const shown = ofKinds(items, kinds);
          const range = { from: Date.parse(from), to: Date.parse(to) };
          return (
            <Stack direction="column" gap={2}>
              <KindFilter counts={countsOf(items)} chosen={kinds} onChange={(after) => url.set({ kinds: after })} />
              <Suspense fallback={<Loading />}>
                <TimeChart
                  title={t('incident.score-chart', 'Threat score')}
                  series={scores.map(({ entity, points }) => ({ name: entity, points: heldPoints(points, range) }))}
                  timeRange={range}
                  min={0}
                  max={100}
                  markers={markersOf(shown)}
                  height={200}
                />
              </Suspense>
              <TimelineList key={kinds.join()} items={shown} startedAt={incident.startedAt} />
            </Stack>
          );
        }}
      </QueryView>
    </Section>
  );
}
