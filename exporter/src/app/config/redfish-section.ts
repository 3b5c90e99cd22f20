/** The schema of the section `redfish`. */
import { z } from 'zod';
import { duration } from '../../contract/config.ts';
import { AssetId } from '../../model/asset.ts';
import { faultOfEntry, PRIVATE_ADDRESSES } from '../../platform/allow-list.ts';

const MAX_ENTRIES = 10_000;

const AllowEntry = z.string().superRefine((text, context) => {
  const fault = faultOfEntry(text);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault, input: text });
});

/** As `openssl x509 -fingerprint -sha256` prints it, or without the colons. */
const Fingerprint = z.string().transform((text, context) => {
  const digits = text.replaceAll(':', '').toUpperCase();
  if (/^[0-9A-F]{64}$/.test(digits)) return digits;
  context.addIssue({
    code: 'custom',
    message:
      'expected the SHA-256 fingerprint of a certificate: 64 hexadecimal digits, with or without colons',
    input: text,
  });
  return z.NEVER;
});

/** A fleet; each is looked at by itself. */
const MAX_TARGETS = 5000;

const Target = z.strictObject({
  name: z.string().min(1).max(256).describe('Name of the machine.'),
  address: z.string().min(1).describe('Of its BMC: `host`, `host:port`; IPv6 addresses in brackets.'),
  auth: z
    .string()
    .min(1)
    .optional()
    .describe('Name among `auths` of the files. Default: the login of the host there, else `default`.'),
  interval: duration('1m', { min: '10s', max: '1d' }).describe('Time from one look to the next.'),
  labels: z.record(z.string(), z.string()).default({}).describe('Labels of the asset.'),
  asset: AssetId.optional().describe(
    'Id of the asset that the machine is. Default: the one known with its UUID or serial number, else `device-` and the address.',
  ),
  rack: z.string().min(1).max(128).optional().describe('Rack that it is in, if it does not say so itself.'),
});

export const RedfishConfig = z
  .object({
    configFiles: z
      .array(z.string().min(1))
      .max(MAX_ENTRIES)
      .default([])
      .describe(
        'Configuration files of idrac_exporter, with logins, groups of metrics and events: paths and patterns. Read again at a reload.',
      ),
    allow: z
      .array(AllowEntry)
      .max(MAX_ENTRIES)
      .default([...PRIVATE_ADDRESSES])
      .describe(
        'Who may be asked: addresses, networks, names with `*`; `!` before one refuses what it covers. The configured hosts always may.',
      ),
    additional: z
      .boolean()
      .default(true)
      .describe(
        'Also shows what idrac_exporter does not, as `fathom_redfish_*`: predicted failures and temperatures of drives, corrected memory errors, all sensors with thresholds, redundancy, firmware, the end of the certificate. It takes further requests.',
      ),
    targets: z
      .array(Target)
      .max(MAX_TARGETS)
      .refine((targets) => new Set(targets.map(({ name }) => name)).size === targets.length, {
        message: 'two targets have the same name',
      })
      .default([])
      .describe(
        'Machines to look at: `name`, `address`, `auth`, `interval`, `labels`, `asset`, `rack`. The hosts of the files are looked at without being named here.',
      ),
    tls: z
      .object({
        verify: z
          .boolean()
          .default(true)
          .describe('Whether a service must prove who it is. False sends passwords to whoever answers.'),
        caFile: z
          .string()
          .min(1)
          .nullable()
          .default(null)
          .describe(
            'PEM file with the authorities that sign certificates, by its whole path; null for those of the system.',
          ),
        fingerprints: z
          .record(z.string().min(1).max(300), Fingerprint)
          .default({})
          .describe(
            'SHA-256 fingerprints of certificates by host, for those that sign their own: such a one is believed, and no other.',
          ),
      })
      .prefault({}),
  })
  .prefault({});
