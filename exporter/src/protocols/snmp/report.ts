/** What an agent reports instead of an answer: counters of RFC 3414 section 5 and RFC 3412 section 5. */
import type { Varbinds } from '../../model/snmp.ts';
import { formatOid } from './oid.ts';

export type Report =
  /** Its message names the engine that it is. */
  | { readonly kind: 'unknownEngineId' }
  /** Its message tells boots and time. */
  | { readonly kind: 'notInTimeWindow' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface Refusal {
  /** In the words of gosnmp, which people search the web for. */
  readonly words: string;
  readonly meaning: string;
}

const USM_STATS = '1.3.6.1.6.3.15.1.1';
const MPD_STATS = '1.3.6.1.6.3.11.2.1';

const REFUSALS: ReadonlyMap<string, readonly [words: string, meaning: string]> = new Map([
  [
    `${USM_STATS}.1.0`,
    [
      'unknown security level',
      'it does not support the security level: is it right, and allowed for the user?',
    ],
  ],
  [`${USM_STATS}.3.0`, ['unknown username', 'it does not know the user: is the user name right?']],
  [
    `${USM_STATS}.5.0`,
    ['wrong digest', 'it finds our digest wrong: are the password and the authentication protocol right?'],
  ],
  [
    `${USM_STATS}.6.0`,
    [
      'decryption error',
      'it cannot decrypt what we send: are the privacy password and the privacy protocol right?',
    ],
  ],
  [`${MPD_STATS}.1.0`, ['unknown security models', 'it does not support the user-based security model']],
  [`${MPD_STATS}.2.0`, ['invalid messages', 'it finds our message invalid']],
  [`${MPD_STATS}.3.0`, ['unknown pdu handlers', 'it does not serve the context: is the context right?']],
  [
    '1.3.6.1.6.3.12.1.4.0',
    ['unavailable context', 'it does not have the context now: is the context right?'],
  ],
  ['1.3.6.1.6.3.12.1.5.0', ['unknown context', 'it does not know the context: is the context right?']],
]);

export function reportIn(varbinds: Varbinds): Report {
  const name = varbinds.count > 0 ? formatOid(varbinds.oid(0)) : 'nothing';
  if (name === `${USM_STATS}.4.0`) return { kind: 'unknownEngineId' };
  if (name === `${USM_STATS}.2.0`) return { kind: 'notInTimeWindow' };
  const [words, meaning] = REFUSALS.get(name) ?? ['unknown report pdu', `it reports ${name}`];
  return { kind: 'refused', refusal: { words, meaning } };
}
