/** Whatever a device tells, there are facts that can be stored, or a failure with a name. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { snmpAuth } from '../../../../../test/support/snmp-auth.ts';
import { snmpDevices } from '../../../../../test/support/snmp-devices.ts';
import { TakingTurns } from '../../../contract/in-turns.ts';
import { ModuleError } from '../../../model/errors.ts';
import { Attributes } from '../../../model/json.ts';
import { formatOid } from '../../../protocols/snmp/oid.ts';
import { profileSection } from '../../../protocols/snmp/profile/settings.ts';
import { DeviceMemory } from '../../../protocols/snmp/walk/device-memory.ts';
import { objectsFor, UNKNOWN_TRAITS } from './objects.ts';
import { config } from './options.ts';
import { PolledDevice } from './polled-device.ts';
import { DeviceReader } from './read-device.ts';
import { SUBJECTS } from './wanted.ts';

const WANTED = new Set(SUBJECTS);
const { columns, instances } = objectsFor(WANTED, UNKNOWN_TRAITS);
const PLACES = [...instances, ...columns.flatMap((column) => [1, 2].map((row) => [...column, row]))];

const value = fc.oneof(
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((each) => `2|${each}`),
  fc.constantFrom('2|1', '2|2', '2|7', '4|eth0', '4|', '6|1.3.6.1.2.1.25.2.1.2', '6|1.3.6.1.2.1.25.2.1.4'),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((each) => `70|${each}`),
  fc.nat({ max: 2 ** 32 - 1 }).chain((each) => fc.constantFrom(65, 66, 67).map((type) => `${type}|${each}`)),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => `4x|${Buffer.from(bytes).toString('hex')}`),
);
const recording = fc
  .tuple(...PLACES.map(() => fc.option(value)))
  .map((values) =>
    PLACES.flatMap((place, i) => (values[i] === null ? [] : [`${formatOid(place)}|${values[i]}`])).join('\n'),
  );

const options = {
  ...config.parse({}),
  snmp: {
    definitions: { auths: new Map(), modules: new Map() },
    requestsInFlight: 2,
    targets: [],
    profile: profileSection.parse(undefined),
  },
};

async function read(reader: DeviceReader, told: string) {
  const client = snmpDevices({ host: { recording: told } });
  const target = { transport: 'udp', host: 'host', port: 161 } as const;
  const { signal } = new AbortController();
  return reader.read({
    host: 'host',
    version: 2,
    patience: { timeoutMs: 1000, retries: 0 },
    open: (patience) => client.open({ target, auth: snmpAuth(), signal, ...patience }),
    memory: new DeviceMemory(() => 0),
    requestsInFlight: 2,
    wanted: WANTED,
    ignored: { interfaces: null, storage: null },
    signal,
    turns: new TakingTurns(),
  });
}

it('of devices made up by chance', { timeout: 60_000 }, async () => {
  let facts = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(recording, { minLength: 2, maxLength: 5 }), async (looks) => {
      const reader = new DeviceReader();
      const device = new PolledDevice({ name: 'host', interval: 60_000, wanted: WANTED }, options);
      for (const [i, told] of looks.entries()) {
        try {
          const reading = await read(reader, told);
          for (const { attributes, message } of device.look({ ...reading, atMs: i * 60_000 })) {
            facts += 1;
            expect(Attributes.safeParse(attributes).error).toBeUndefined();
            expect(message).not.toContain('NaN');
          }
        } catch (error) {
          if (!(error instanceof ModuleError)) throw error;
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(facts).toBeGreaterThan(100);
});
