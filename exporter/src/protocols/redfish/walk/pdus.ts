import { type Pdu, readPdu } from '../read/pdu.ts';
import type { Resource } from '../read/resource.ts';
import type { Walk } from './walk.ts';

export function walkPdus(walk: Walk, pdus: readonly Resource[]): Promise<Pdu[]> {
  return walk.each(pdus, async (pdu) => readPdu(pdu, await walk.orNothing(pdu['Metrics'])));
}
