/** The schema of the section `redfish`. */
import { z } from 'zod';
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
          .describe('PEM file with the authorities that sign certificates; null for those of the system.'),
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
