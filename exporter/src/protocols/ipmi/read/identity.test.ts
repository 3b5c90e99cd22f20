import { afterEach, describe, expect, it } from 'vitest';
import { inventory } from '../../../../../packages/ipmi-js/test/support/fru-bytes.ts';
import {
  machineFru,
  type MadeUpFru,
  productFru,
  UUID,
  withFrus,
} from '../../../../../test/support/ipmi/frus.ts';
import {
  type MadeUpOptions,
  PASSWORD,
  startMadeUpBmc,
  USER,
} from '../../../../../test/support/ipmi/made-up-bmc.ts';
import { IpmiClient } from 'ipmi-js';
import { marksOf, readIdentity } from './identity.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function identityOf(options: MadeUpOptions) {
  const made = await startMadeUpBmc(options);
  const port = Number(made.target.split(':')[1]);
  const client = new IpmiClient({ host: '127.0.0.1', port, user: USER, password: PASSWORD, timeoutMs: 400 });
  ends.push(made.stop, () => client.close());
  return readIdentity(client, new AbortController().signal);
}
const ofFru = (bytes: Uint8Array, guid?: readonly number[] | null) =>
  identityOf(withFrus([{ id: 0, bytes }] satisfies MadeUpFru[], guid));

describe('a machine', () => {
  it('is told by its UUID and by all of its serial numbers', async () => {
    const identity = await ofFru(machineFru({ chassis: 'CHSN01', board: 'MBSN01', product: 'SN0042' }));
    expect(identity).toMatchObject({
      vendor: 'Acme',
      model: 'R100',
      serial: 'SN0042',
      partNumber: 'R100-A',
      assetTag: 'inv-7',
      uuid: UUID,
      controller: { vendor: 'Intel Corporation', firmware: '2.10', ipmiVersion: '2.0' },
    });
    expect(marksOf(identity, '10.0.0.9')).toEqual({
      uuids: [UUID, '100f0e0d-0c0b-0a09-0708-050601020304'],
      serials: ['SN0042', 'CHSN01', 'MBSN01'],
      bmcAddress: '10.0.0.9',
    });
  });

  it.each<[string, Uint8Array, object]>([
    [
      'whose product has no number has that of its chassis',
      machineFru({ chassis: 'CHSN01', board: 'MBSN01', product: 'To be filled by O.E.M.' }),
      { serial: 'CHSN01', serials: ['CHSN01', 'MBSN01'] },
    ],
    [
      'all of whose numbers are the same has one',
      machineFru({ chassis: 'SN1', board: 'SN1', product: 'SN1' }),
      { serial: 'SN1', serials: ['SN1'] },
    ],
    [
      'whose maker fills texts with zeros has them without',
      productFru({ vendor: 'Acme\0\0', serial: '  SN9\0', model: '\u00ff\u00ff\u00ff' }),
      { vendor: 'Acme', serial: 'SN9', model: '' },
    ],
    [
      'with an empty inventory has its BMC’s maker',
      inventory(),
      { vendor: 'Intel Corporation', serials: [] },
    ],
    [
      'with garbage for an inventory',
      new Uint8Array(256).fill(0xa5),
      { vendor: 'Intel Corporation', serials: [] },
    ],
    ['without an inventory', new Uint8Array(), { serial: '', serials: [] }],
  ])('%s', async (_, bytes, expected) => {
    expect(await ofFru(bytes)).toMatchObject(expected);
  });

  it.each([[null], [new Array<number>(16).fill(0)], [new Array<number>(16).fill(255)]])(
    'without a UUID (%j) has none',
    async (guid) => {
      expect((await ofFru(productFru({ serial: 'SN9' }), guid)).uuid).toBe('');
    },
  );

  it('whose BMC falls silent is not told', async () => {
    const silent = identityOf({ instead: ({ netFn }) => (netFn === 0x0a ? null : undefined) });
    await expect(silent).rejects.toMatchObject({ code: 'timeout' });
  });
});
