/** Whatever a BMC answers, its machine is an asset that the inventory takes, or something is told of why not. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settings } from '../../../../../test/support/ipmi/asking.ts';
import { scannerOf } from '../../../../../test/support/scan.ts';
import type { IpmiClient } from '../../../contract/ipmi.ts';
import { allowLists } from '../../../platform/allow-list.ts';
import module from './module.ts';
import { config } from './options.ts';

const answer = fc.record({
  completionCode: fc.constantFrom(0, 0, 0, 0, 0xc1, 0xc9, 0xcb),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    // Of a repository, an inventory or a reading that goes on for a while.
    fc.uint8Array({ minLength: 16, maxLength: 80 }).map((bytes) => Uint8Array.of(1, 0, ...bytes.subarray(2))),
  ),
});
const options = {
  ...config.parse({}),
  settings: settings('modules: { default: { bridge_sensors: true } }', {
    targets: [{ name: 'db1', address: '127.0.0.1', module: 'default', interval: 60_000, labels: {} }],
  }),
};
const asIs = { ...module, config: { parse: () => options } } as unknown as typeof module;

it('is told of any BMC', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 60 }), async (answers) => {
      let asked = 0;
      const ipmi = {
        open: () => ({
          target: '127.0.0.1:623',
          kept: <T extends object>(make: () => T) => make(),
          connect: () => Promise.resolve(),
          send: () => Promise.resolve(answers[asked++ % answers.length] as (typeof answers)[number]),
        }),
      } as unknown as IpmiClient;
      const machines = { find: () => Promise.resolve(null) };
      const hosts = { addresses: (host: string) => Promise.resolve([host]) };
      const { assets, complete, partial } = await scannerOf(asIs, { ipmi, machines, hosts, allowLists })();
      expect([assets.length, complete]).toEqual([
        complete ? 1 : 0,
        partial.length === 0 || assets.length === 1,
      ]);
    }),
    { numRuns: 300 },
  );
});
