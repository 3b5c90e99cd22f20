import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAuthCapabilities } from '../src/session/capabilities.ts';
import { OUTSIDE_SESSIONS, type Wire } from '../src/session/wire.ts';
import { WireV15 } from '../src/session/wire-v15.ts';
import { WireV20 } from '../src/session/wire-v20.ts';
import { CIPHER_SUITES, cipherSuiteIds } from '../src/crypto/cipher-suites.ts';
import { DROP_REASONS } from '../src/wire/dropped.ts';
import { IpmiError } from '../src/index.ts';
import { clientOf, maker, MAKER, startBmc } from './support/clients.ts';

const key = Buffer.alloc(20, 7);
const WIRES: readonly [string, Wire][] = [
  ['outside of sessions', OUTSIDE_SESSIONS],
  ...CIPHER_SUITES.map((algorithms): [string, Wire] => [
    `suite ${algorithms.id}`,
    new WireV20({
      algorithms,
      keys: { sik: key, k1: key, k2: key },
      userKey: key,
      bmcSessionId: 0x01020304,
      consoleSessionId: 0x01010101,
    }),
  ]),
  ...[0, 2, 4].map((authType): [string, Wire] => [
    `IPMI 1.5, type ${authType}`,
    new WireV15({
      sessionId: 0x01010101,
      authType,
      password: key,
      perMessage: authType !== 0,
      firstSequence: 1,
      workarounds: new Set(),
    }),
  ]),
];

/** Bytes that come further than any bytes: a plausible header, our session id. */
const plausible = fc
  .tuple(
    fc.constantFrom(0x00, 0x02, 0x04, 0x06),
    fc.constantFrom(0x00, 0x40, 0x80, 0xc0),
    fc.uint8Array({ maxLength: 90 }),
  )
  .map(([type, flags, rest]) => Buffer.from([type, flags, 1, 1, 1, 1, 1, 1, 1, 1, ...rest]));

describe.each(WIRES)('%s', (_name, wire) => {
  it('takes any bytes for a message or has a reason not to', () => {
    const bytes = fc.oneof(
      plausible,
      fc.uint8Array({ maxLength: 120 }).map((each) => Buffer.from(each)),
    );
    fc.assert(
      fc.property(bytes, (body) => {
        const opened = wire.open(body);
        if (typeof opened === 'string') expect(DROP_REASONS).toContain(opened);
        else expect(opened.length).toBeLessThanOrEqual(body.length);
      }),
    );
  });
});

it('reads any authentication capabilities or refuses them', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (data) => {
      try {
        expect(decodeAuthCapabilities(data).authTypes.length).toBeLessThanOrEqual(5);
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed_reply' });
      }
    }),
  );
});

it('reads any cipher suite records', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (records) => {
      expect(cipherSuiteIds(records).length).toBeLessThanOrEqual(records.length / 2);
    }),
  );
});

it('survives a BMC whose packets are changed at random, and believes none of them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(3, 8, 12, 17),
      async (changes, suite) => {
        const bmc = await startBmc();
        let packets = 0;
        bmc.outgoing = (packet, send) => {
          if (packets++ % 2 === 0) send(packet);
          else send(changed(packet, changes));
        };
        const client = clientOf(bmc, { cipherSuites: [suite], timeoutMs: 250, resendAfterMs: 15 });
        const outcome = await maker(client).catch((error: unknown) => error);
        if (outcome !== MAKER) expect(outcome).toBeInstanceOf(IpmiError);
        await client.close();
        await bmc.close();
      },
    ),
    { numRuns: 25 },
  );
});

function changed(packet: Buffer, changes: readonly (readonly [number, number])[]): Buffer {
  const copy = Buffer.from(packet);
  for (const [at, change] of changes) copy[at % copy.length] = (copy[at % copy.length] ?? 0) ^ change;
  return copy;
}
