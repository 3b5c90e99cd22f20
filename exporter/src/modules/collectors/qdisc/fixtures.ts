import { z } from 'zod';
import { ModuleError } from '../../../contract/module.ts';
import type { Qdisc } from './qdisc.ts';

const figure = z.number().min(0).default(0);
const Results = z.array(
  z.object({
    IfaceName: z.string().default(''),
    Parent: figure,
    Kind: z.string().default(''),
    Bytes: figure,
    Packets: figure,
    Drops: figure,
    Requeues: figure,
    Overlimits: figure,
    Qlen: figure,
    Backlog: figure,
  }),
);

/** `results.json` of node_exporter's tests. @throws ModuleError `malformed_reply` */
export function parseFixtures(bytes: Buffer): Qdisc[] {
  const { data, error } = Results.safeParse(jsonOf(bytes));
  if (!data) throw new ModuleError('malformed_reply', `results.json: ${z.prettifyError(error)}`);
  return data
    .filter(({ Parent }) => Parent === 0)
    .map((each) => ({
      device: each.IfaceName,
      kind: each.Kind,
      bytes: each.Bytes,
      packets: each.Packets,
      drops: each.Drops,
      requeues: each.Requeues,
      overlimits: each.Overlimits,
      queueLength: each.Qlen,
      backlog: each.Backlog,
    }));
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new ModuleError('malformed_reply', 'results.json: not JSON', { cause: error });
  }
}
