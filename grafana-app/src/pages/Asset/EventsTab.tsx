import React from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import { useEvents } from '../../api/events';
import type { Asset } from '../../api/types';
import { CursorPager } from '../../components/CursorPager';
import { QueryView } from '../../components/QueryView';
import { Table } from '../../components/Table';
import { useUrlState } from '../../components/urlState';
import { t } from '../../t';
import { eventFilter, hasFilter, kindChoices } from './eventFilter';
import { EventFilters } from './EventFilters';
import { EventRow } from './EventRow';
import { useCursorTrail } from './useCursorTrail';

const PAGE_EVENTS = 50;

/** What happened to the asset, newest first. */
export default function EventsTab({ asset }: { readonly asset: Asset }) {
  const url = useUrlState();
  const [trail, setTrail] = useCursorTrail();
  const filter = eventFilter(url);
  const query = useEvents({ ...filter, asset: asset.id, limit: PAGE_EVENTS, cursor: trail.at(-1) });
  const open = url.list('open');
  const toggle = (id: string) =>
    url.set({ open: open.includes(id) ? open.filter((each) => each !== id) : [...open, id] }, { replace: true });
  const caption = t('asset.events.caption', 'Events, newest first');
  return (
    <Stack direction="column" gap={2}>
      <EventFilters filter={filter} kinds={kindChoices(query.data?.items ?? [], filter.kind)} />
      <QueryView
        query={query}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <EmptyState
            variant="not-found"
            message={
              hasFilter(filter)
                ? t('asset.events.none-such', 'No such events')
                : t('asset.events.none', 'No events yet')
            }
          >
            {hasFilter(filter)
              ? t('asset.events.none-such-advice', 'Clear a filter to see more.')
              : t(
                  'asset.events.none-advice',
                  'Events come from the watchers of Fathom and from clients of its API, and are kept for as long as its configuration says.'
                )}
          </EmptyState>
        }
      >
        {({ items, nextCursor }) => (
          <Stack direction="column" gap={2}>
            <Table
              label={caption}
              showsLabel
              head={
                <>
                  <th scope="col">{t('asset.events.details', 'Details')}</th>
                  <th scope="col">{t('asset.events.time', 'Time')}</th>
                  <th scope="col">{t('asset.events.severity', 'Severity')}</th>
                  <th scope="col">{t('asset.events.kind', 'Kind')}</th>
                  <th scope="col">{t('asset.events.message', 'Message')}</th>
                  <th scope="col" data-numeric="">
                    {t('asset.events.count', 'Times')}
                  </th>
                </>
              }
            >
              {items.map((event) => (
                <EventRow
                  key={event.id}
                  event={event}
                  isOpen={open.includes(event.id)}
                  onToggle={() => toggle(event.id)}
                />
              ))}
            </Table>
            <CursorPager
              trail={trail}
              nextCursor={nextCursor}
              onChange={setTrail}
              label={t('asset.events.pages', 'Pages of events')}
            />
          </Stack>
        )}
      </QueryView>
    </Stack>
  );
}
