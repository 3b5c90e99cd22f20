import { z } from 'zod';
import { duration, regex } from '../../../contract/config.ts';
import { HOST_LIMITS } from '../../../contract/host-facts.ts';
import type { SharedOptions } from '../../../contract/module.ts';
import { snmpSection } from '../../../protocols/snmp/section.ts';
import type { SnmpSettings } from '../../../protocols/snmp/settings.ts';

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
  memoryPercent: HOST_LIMITS.memoryPercent,
  spikePercent: HOST_LIMITS.spikePercent,
  memoryWindow: duration('5m', { min: '1s', max: '1d' }).describe('Window of the memory spike.'),
  networkFactor: HOST_LIMITS.networkFactor,
  networkFloor: HOST_LIMITS.networkFloor,
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
