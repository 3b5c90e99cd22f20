import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { EventView, Severity } from '../../model/event.ts';
import { EVENT_SORTS } from '../../store/store.ts';
import { Time } from './time.ts';
import { pageOf, pageQuery } from './paging.ts';

export const EventFilter = pageQuery(EVENT_SORTS, 'time', 'desc').extend({
  asset: AssetId.optional(),
  tenant: z.string().max(128).optional(),
  kind: z.string().max(128).optional().describe('Such as `process.started`.'),
  source: z.string().max(128).optional(),
  severity: Severity.optional(),
  search: z.string().min(1).max(256).optional().describe('Part of the message, in any case.'),
  from: Time.optional().describe('RFC 3339, inclusive.'),
  to: Time.optional().describe('RFC 3339, exclusive.'),
});
export type EventFilter = z.output<typeof EventFilter>;

export const EventPage = pageOf(EventView);
