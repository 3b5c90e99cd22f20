/** What happened and what changed. */
import type { FathomEvent, InventoryChange } from '../../api/types';
import { paths } from '../../routing';
import { linkTo, numbers, texts, times, type Table } from '../table';

const assetLink = linkTo(paths.asset, 'asset');

export function eventTable(events: readonly FathomEvent[]): Table {
  return {
    name: 'events',
    columns: [
      times('time', events, ({ time }) => time),
      texts('severity', events, ({ severity }) => severity),
      { ...texts('asset', events, ({ asset }) => asset), link: assetLink },
      texts('kind', events, ({ kind }) => kind),
      texts('message', events, ({ message }) => message),
      numbers('count', events, ({ count }) => count),
      times('lastTime', events, ({ lastTime }) => lastTime),
      texts('source', events, ({ source }) => source),
      texts('tenant', events, ({ tenant }) => tenant),
      texts('id', events, ({ id }) => id),
      texts('attributes', events, ({ attributes }) => JSON.stringify(attributes)),
    ],
  };
}

export function eventAnnotations(events: readonly FathomEvent[]): Table {
  return {
    name: 'events',
    columns: [
      times('time', events, ({ time }) => time),
      texts('title', events, ({ kind }) => kind),
      texts('text', events, ({ asset, message }) => `${asset}: ${message}`),
      { name: 'tags', type: 'other', values: events.map(({ severity, source }) => [severity, source]) },
      texts('id', events, ({ id }) => id),
    ],
  };
}

export function changeTable(changes: readonly InventoryChange[]): Table {
  return {
    name: 'changes',
    columns: [
      times('time', changes, ({ time }) => time),
      { ...texts('asset', changes, ({ asset }) => asset), link: assetLink },
      texts('assetName', changes, ({ assetName }) => assetName),
      texts('assetKind', changes, ({ assetKind }) => assetKind),
      texts('field', changes, ({ field }) => field),
      texts('before', changes, ({ before }) => valueText(before)),
      texts('after', changes, ({ after }) => valueText(after)),
      texts('source', changes, ({ source }) => source),
    ],
  };
}

function valueText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
