/** The schema of the section `ipmi`. */
import { z } from 'zod';
import { duration } from '../../contract/config.ts';
import { AssetId } from '../../model/asset.ts';
import { faultOfEntry, PRIVATE_ADDRESSES } from '../../platform/allow-list.ts';

/** A fleet; each is asked by itself. */
const MAX_TARGETS = 10_000;
const MAX_ENTRIES = 10_000;

const AllowEntry = z.string().superRefine((text, context) => {
  const fault = faultOfEntry(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault, input: text });
});

const Target = z.strictObject({
  name: z.string().min(1).max(256).describe('Name of the machine.'),
  address: z.string().min(1).describe('Of its BMC: `host`, `host:port`; IPv6 addresses in brackets.'),
  module: z.string().min(1).default('default').describe('Name of the module in `configFiles`.'),
  interval: duration('1m', { min: '10s', max: '1d' }).describe('Time from one look to the next.'),
  labels: z.record(z.string(), z.string()).default({}).describe('Labels of the asset.'),
  asset: AssetId.optional().describe(
    'Id of the asset that the machine is. Default: the one known with its UUID or serial number, else `device-` and the address.',
  ),
  rack: z.string().min(1).max(128).optional().describe('Rack that it is in.'),
});

export const IpmiConfig = z
  .object({
    configFiles: z
      .array(z.string().min(1))
      .max(MAX_ENTRIES)
      .default([])
      .describe(
        'Configuration files of ipmi_exporter, with logins and what to ask for: paths and patterns. Read again at a reload.',
      ),
    allow: z
      .array(AllowEntry)
      .max(MAX_ENTRIES)
      .default([...PRIVATE_ADDRESSES])
      .describe(
        'Who may be asked: addresses, networks, names with `*`; `!` before one refuses what it covers. The configured targets always may.',
      ),
    local: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'Name of a module with `driver: OPENIPMI`: what it asks for is asked of the BMC of this machine and shown at `/metrics`. Without a module `default` in the files, that one has all defaults.',
      ),
    targets: z
      .array(Target)
      .max(MAX_TARGETS)
      .refine((targets) => new Set(targets.map(({ name }) => name)).size === targets.length, {
        message: 'two targets have the same name',
      })
      .default([])
      .describe(
        'Machines to look at, and to tell Prometheus of at `/sd`: `name`, `address`, `module`, `interval`, `labels`, `asset`, `rack`.',
      ),
  })
  .prefault({});
