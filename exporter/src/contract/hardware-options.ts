/** Options of all who look at machines through their BMCs: what is told does not depend on the protocol. */
import { z } from 'zod';
import { duration } from './config.ts';

export const HARDWARE_POLLING = {
  maxPolls: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(32)
    .describe('BMCs asked at the same time; a quarter of them at most are such as did not answer last.'),
  unreachableAfter: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('Looks in a row that must fail before a BMC counts as unreachable.'),
  maxBackoff: duration('10m', { min: '1s', max: '1d' }).describe(
    'A BMC that does not answer is asked ever more seldom, but at least this often, or at its interval.',
  ),
  repeatInterval: duration('15m', { min: '10s', max: '50m' }).describe(
    'How often a problem that lasts is told again: advisors look at the events of one hour.',
  ),
  logMaxAge: duration('2d', { min: '1m', max: '30d' }).describe(
    'Entries of a log that are older when it is first read are history. Keep it below `events.retention`: what was deleted there would be told again after a restart.',
  ),
} as const;

export const HARDWARE_LIMITS = {
  nearCelsius: z
    .number()
    .min(0)
    .max(50)
    .default(5)
    .describe('Degrees below a threshold of the machine that count as near it.'),
  slowFanPercent: z
    .number()
    .min(0)
    .max(100)
    .default(60)
    .describe('A fan that turns at less than this share of what the others do is degrading.'),
  driveLifePercent: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .describe('Life left of a drive at which it is worth an event.'),
  memoryErrors: z
    .number()
    .int()
    .min(1)
    .default(10)
    .describe('Corrected errors of a memory module in an hour that are worth an event.'),
} as const;
