/** The schema of the section `ipmi`. */
import { z } from 'zod';
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
    targets: z
      .array(Target)
      .max(MAX_TARGETS)
      .default([])
      .describe('BMCs that Prometheus is told of at `/sd`.'),
  })
  .prefault({});
