import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { defineRule } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';

/** Also true of a fact that comes without the figure: who reported it had a threshold of his own. */
function hasAtLeast({ attributes }: Event, connections: number): boolean {
  const count = attributes['connections'];
  return typeof count !== 'number' || count >= connections;
}

function processOf({ attributes }: Event): string {
  const { pid, name, connections } = attributes;
  const process = `${typeof name === 'string' ? name : 'a process'}${typeof pid === 'number' ? ` (pid ${pid})` : ''}`;
  return `${process} has ${typeof connections === 'number' ? connections : 'many'} connections`;
}

// No `subject`: the traffic is the host's, and many workers of one server are one piece of evidence.
export default defineRule({
  id: 'network-spike-and-many-connections',
  summary: 'Network traffic rises steeply while a process has many connections.',
  config: z.object({
    window: duration('5m', { min: '10s', max: '1h' }).describe('Both must be seen within it.'),
    connections: z.number().int().min(1).default(50).describe('Least number of connections of the process.'),
  }),
  severity: 'high',
  weight: 0.6,
  conditions: {
    spike: { facts: ['host.network_spike'] },
    connections: {
      facts: ['process.many_connections'],
      test: (event, { connections }) => hasAtLeast(event, connections),
    },
  },
  explain: ({ connections }) => `Network traffic rose steeply while ${processOf(connections)}.`,
});
