import { z } from 'zod';
import { duration, regex, size } from '../../../contract/config.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';

const percent = (fallback: number) => z.number().min(0).max(100).default(fallback);

export const config = z.object({
  maxPolls: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(32)
    .describe('Devices asked at the same time; a quarter of them at most are such as did not answer last.'),
  requestTimeout: duration('2s', { min: '100ms', max: '30s' }).describe(
    'How long a device may take to answer.',
  ),
  retries: z.number().int().min(0).max(10).default(1).describe('How often a request is sent again.'),
  unreachableAfter: z
    .number()
    .int()
    .min(1)
    .max(100)
    .default(3)
    .describe('Polls in a row that must fail before a device counts as unreachable.'),
  maxBackoff: duration('5m', { min: '1s', max: '1d' }).describe(
    'A device that does not answer is asked ever more seldom, but at least this often, or at its interval.',
  ),
  memoryPercent: percent(90).describe('High memory use: share that is not available.'),
  spikePercent: percent(10).describe('A rise of memory use by so many points within the window is a spike.'),
  memoryWindow: duration('5m', { min: '1s', max: '1d' }).describe('Window of the memory spike.'),
  networkFactor: z
    .number()
    .min(1)
    .default(3)
    .describe('Traffic of so many times the moving average is a spike.'),
  networkFloor: size('10MB', { max: '1000GB' }).describe(
    'Traffic in a second below which nothing is a spike.',
  ),
  networkAverage: duration('15m', { min: '30s', max: '7d' }).describe('Time constant of the moving average.'),
  ignoreInterfaces: regex('^(lo|[Ll]oopback|Null)').describe('Interfaces that are passed over, by name.'),
  ignoreStorage: regex('^/(dev|proc|run|snap|sys)(/|$)').describe('Storage that is passed over, by name.'),
  repeatInterval: duration('2m', { min: '1s', max: '1d' }).describe(
    'How often a high load of a host that lasts is told again, for the rules that look at some minutes.',
  ),
});
type Config = z.output<typeof config>;

export interface Options extends Config {
  readonly snmp: Pick<SnmpSettings, 'definitions' | 'requestsInFlight' | 'targets' | 'profile'>;
}

export const shared: SharedOptions<Config, Options, SnmpSettings> = {
  from: snmpSection,
  apply: (options, snmp) => ({ ...options, snmp }),
};
