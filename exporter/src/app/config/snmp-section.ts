/** The schema of the section `snmp`. */
import { z } from 'zod';
import { duration } from '../../contract/config.ts';
import { AssetId } from '../../model/asset.ts';
import { faultOfEntry, isAddress, PRIVATE_ADDRESSES } from '../../platform/allow-list.ts';
import { profileSection } from '../../protocols/snmp/profile/settings.ts';

/** A fleet; each is polled by itself. */
const MAX_TARGETS = 10_000;
/** More than one device can have of use. */
const MAX_MODULES = 100;
const MAX_ENTRIES = 10_000;

const AllowEntry = z.string().superRefine((text, context) => {
  const fault = faultOfEntry(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault, input: text });
});

/** Also as snmp_exporter has it, with a port that is left open: `127.0.0.1:`, `[::1]:0`. */
const SourceAddress = z.string().transform((text, context) => {
  const [, bracketed, plain] = /^(?:\[(.*)\](?::0?)?|([^:]*):0?)$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  if (isAddress(address)) return address;
  context.addIssue({ code: 'custom', message: 'expected an IP address, without a port', input: text });
  return z.NEVER;
});

const Target = z.strictObject({
  name: z.string().min(1).max(256).describe('Name of the device.'),
  address: z.string().min(1).describe('`host`, `host:port`, `tcp://host:port`; IPv6 addresses in brackets.'),
  auth: z.string().min(1).default('public_v2').describe('Name of the auth.'),
  modules: z
    .array(z.string().min(1))
    .min(1)
    .max(MAX_MODULES)
    .default(['if_mib'])
    .describe('Names of modules.'),
  interval: duration('1m', { min: '1s', max: '1d' }).describe('Time from one look to the next.'),
  labels: z.record(z.string(), z.string()).default({}).describe('Labels of the asset.'),
  asset: AssetId.optional().describe(
    'Id of the asset that it is. Default: this host where the address is one of its own, else `device-` and the address.',
  ),
});

export const SnmpConfig = z
  .object({
    configFiles: z
      .array(z.string().min(1))
      .max(MAX_ENTRIES)
      .default([])
      .describe(
        'Configuration files of snmp_exporter, old or new form: paths and patterns (`/etc/snmp/*.yml`). Read again at a reload. The built-in modules are there without any.',
      ),
    expandEnvironmentVariables: z
      .boolean()
      .default(false)
      .describe('Whether `${NAME}` in username, password and priv_password of these files is a variable.'),
    wrapLargeCounters: z
      .boolean()
      .default(true)
      .describe('Counters of 64 bits start again at 2^53, so that rates lose nothing to rounding.'),
    sourceAddress: SourceAddress.nullable()
      .default(null)
      .describe('Address of this machine to ask from; null leaves it to the system.'),
    moduleConcurrency: z
      .number()
      .int()
      .min(1)
      .max(64)
      .default(1)
      .describe('Modules of one request that are walked at the same time.'),
    requestsInFlight: z
      .number()
      .int()
      .min(1)
      .max(32)
      .default(2)
      .describe('Requests to one device at the same time. 1 is as polite as snmp_exporter, and slower.'),
    allow: z
      .array(AllowEntry)
      .max(MAX_ENTRIES)
      .default([...PRIVATE_ADDRESSES])
      .describe(
        'Who may be asked: addresses, networks, names with `*`; `!` before one refuses what it covers. The configured targets always may. `["0.0.0.0/0", "::/0"]` for all.',
      ),
    profile: profileSection,
    targets: z
      .array(Target)
      .max(MAX_TARGETS)
      .refine((targets) => new Set(targets.map(({ name }) => name)).size === targets.length, {
        message: 'two targets have the same name',
      })
      .default([])
      .describe('Devices: `name`, `address`, `auth`, `modules`, `interval`, `labels`, `asset`.'),
  })
  .prefault({});
