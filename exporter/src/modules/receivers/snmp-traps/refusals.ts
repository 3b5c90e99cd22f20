/** Tells now and then how much was refused: each datagram on its own would be a log for strangers to fill. */
import { ModuleError } from '../../../contract/module.ts';
import type { TrapCounts, TrapOutcome } from '../../../contract/snmp-traps.ts';

type Refusal = Exclude<TrapOutcome, 'accepted'>;

const WORDS: Readonly<Record<Refusal, readonly [ModuleError['code'], string]>> = {
  unknown_community: ['auth_failed', 'of a community that is not among `communities`'],
  unknown_user: ['auth_failed', 'of a user who is not among `users`'],
  not_authentic: ['auth_failed', 'with another password, protocol or security level than the user has'],
  replayed: ['auth_failed', 'older than their engine lets them be: replayed, or its clock was set back'],
  malformed: ['malformed_reply', 'that are neither trap nor inform'],
  oversized: ['limit_exceeded', 'larger than 9000 bytes'],
  rate_limited: ['limit_exceeded', 'beyond `maxPerSecond`'],
};

/** One for each reason for which something was refused between the two counts. */
export function refusalsBetween(before: TrapCounts, after: TrapCounts): ModuleError[] {
  return (Object.keys(WORDS) as Refusal[]).flatMap((outcome) => {
    const count = after[outcome] - before[outcome];
    const [code, words] = WORDS[outcome];
    return count > 0 ? [new ModuleError(code, `traps: ${count} refused ${words}`)] : [];
  });
}
