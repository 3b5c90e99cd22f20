/** What becomes of devices that do not answer as they should. */
import { describe, expect, it } from 'vitest';
import { type Reply, Status } from '../../../../../test/support/snmp-agent/answer.ts';
import { tlv } from '../../../../../test/support/snmp-agent/ber.ts';
import { Tag, varbind } from '../../../../../test/support/snmp-agent/table.ts';
import { column, failing, mibOf, module, oid, told } from '../../../../../test/support/snmp-columns.ts';
import { integer, messageIn, type Misbehave, scraped } from '../../../../../test/support/snmp-memory.ts';
import { ModuleError } from '../../../model/errors.ts';
import { DeviceMemory } from './device-memory.ts';

const GEN_ERR = 5;

describe('a device that tells less than it was asked for', () => {
  it.each([40, 200, 1000])('%d bytes at once, tells all in the end', async (maxBytes) => {
    const { lines, error } = await scraped(module(10), mibOf(10, 60), { maxBytes });
    expect([error, lines.length]).toEqual([null, 600]);
  });

  it('tooBig, is asked for less until it answers', async () => {
    const misbehave: Misbehave = ({ oids, repetitions }, honest) =>
      oids.length * repetitions > 7 ? failing(Status.tooBig) : honest();
    const { lines, error, device } = await scraped(module(4), mibOf(4, 60), { misbehave });
    expect([error, lines.length]).toEqual([null, 240]);
    const largest = device.asked.map(({ oids, repetitions }) => oids.length * repetitions);
    expect(largest.filter((size) => size > 7).length).toBeLessThan(largest.length / 4);
  });

  it('tooBig for whatever it is asked, has nothing to tell', async () => {
    const { lines, error, device } = await scraped(module(2), mibOf(2, 60), {
      misbehave: () => failing(Status.tooBig),
    });
    expect([error, lines]).toEqual([null, []]);
    expect(device.asked.length).toBeLessThan(20);
  });

  it('tooBig for several instances, is asked for fewer', async () => {
    const get = Array.from({ length: 10 }, (_, i) => `1.3.1.1.${i + 1}`);
    const misbehave: Misbehave = ({ oids }, honest) => (oids.length > 3 ? failing(Status.tooBig) : honest());
    const { lines, error } = await scraped({ get, metrics: [column(1)] }, mibOf(1, 10), { misbehave });
    expect([error, lines.length]).toEqual([null, 10]);
  });

  it('in silence, is asked for less and then as before', async () => {
    const misbehave: Misbehave = ({ oids, repetitions }, honest) => {
      if (oids.length * repetitions > 25) throw new ModuleError('timeout', 'silence');
      return honest();
    };
    const memory = new DeviceMemory(() => 0);
    const first = await scraped(module(10), mibOf(10, 60), { misbehave, memory });
    expect([first.error, first.lines.length]).toEqual([null, 600]);
    const second = await scraped(module(10), mibOf(10, 60), { misbehave, memory });
    expect(second.device.asked.filter(({ oids, repetitions }) => oids.length * repetitions > 25)).toEqual([]);
  });

  it('as a whole, fails with the first request', async () => {
    const misbehave: Misbehave = () => {
      throw new ModuleError('timeout', 'device:161: no answer');
    };
    const { error, device } = await scraped(
      module(10, { retries: 2 }),
      {},
      { misbehave, requestsInFlight: 4 },
    );
    expect(messageIn(error)).toBe(
      'error walking target device: request timeout (after 2 retries): device:161: no answer',
    );
    expect([error?.code, device.asked.length]).toEqual(['timeout', 1]);
  });
});

describe('an error of the device', () => {
  it.each<[what: string, version: 1 | 2, reply: Reply, lines: readonly string[]]>([
    ['noSuchName in version 1', 1, failing(Status.noSuchName, 1), ['m2{i="1"} 1']],
    ['noSuchName without saying which', 1, failing(Status.noSuchName), ['m2{i="1"} 1']],
    ['noSuchName of the second', 2, failing(Status.noSuchName, 2), ['m2{i="1"} 1']],
    ['genErr', 2, failing(GEN_ERR, 1), ['m2{i="1"} 1']],
    ['genErr of an index that nobody asked for', 2, failing(GEN_ERR, 99), ['m2{i="1"} 1']],
    ['one that nobody knows', 2, failing(77), ['m2{i="1"} 1']],
  ])('%s ends the walk of what it is about, silently', async (_, version, reply, lines) => {
    const misbehave: Misbehave = ({ oids }, honest) => {
      const at = oids.findIndex((each) => each.startsWith('1.3.1.1'));
      return at < 0
        ? honest()
        : { ...reply, index: reply.status === Status.noSuchName && reply.index > 0 ? at + 1 : reply.index };
    };
    const found = await scraped(module(2), mibOf(2, 1), { version, misbehave });
    expect([found.error, found.lines]).toEqual([null, lines]);
  });

  it.each<[status: number, version: 1 | 2, message: string]>([
    [Status.noSuchName, 1, ''],
    [Status.noSuchName, 2, 'error reported by target device: Error Status 2'],
    [Status.tooBig, 2, 'error reported by target device: Error Status 1'],
    [GEN_ERR, 2, 'error reported by target device: Error Status 5'],
    [GEN_ERR, 1, 'error reported by target device: Error Status 5'],
  ])('%d to a GET in version %d: %s', async (status, version, message) => {
    const { error } = await scraped(
      { get: ['1.3.1.1.1'], metrics: [column(1)] },
      {},
      { version, misbehave: () => failing(status) },
    );
    expect(messageIn(error)).toBe(message);
  });

  it.each(['noSuchObject', 'noSuchInstance', 'endOfMibView'])(
    '%s of an instance is nothing',
    async (what) => {
      const exception = Buffer.from([
        { noSuchObject: 0x80, noSuchInstance: 0x81, endOfMibView: 0x82 }[what] ?? 0,
        0,
      ]);
      const misbehave: Misbehave = ({ oids }) => ({
        ...told(),
        varbinds: oids.map((each, i) =>
          i === 0 ? varbind(oid(each), exception) : (told(each).varbinds[0] as Buffer),
        ),
      });
      const module = { get: ['1.3.1.1.1', '1.3.1.1.2'], metrics: [column(1)] };
      const { error, lines } = await scraped(module, {}, { misbehave });
      expect([error, lines]).toEqual([null, ['m1{i="2"} 1']]);
    },
  );

  it('instances that come in another order, and others, are told apart', async () => {
    const misbehave: Misbehave = () => told('1.3.1.1.2', '1.3.1.1.9', '1.3.1.1.1');
    const module = { get: ['1.3.1.1.1', '1.3.1.1.2'], metrics: [column(1)] };
    expect((await scraped(module, {}, { misbehave })).lines).toEqual(['m1{i="2"} 1', 'm1{i="1"} 1']);
  });

  it.each<[what: string, failure: ModuleError, message: RegExp]>([
    [
      'cancelled',
      new ModuleError('cancelled', 'x'),
      /^scrape canceled after 0\.\d{3}s \(possible timeout\) walking target device: /,
    ],
    ['refused', new ModuleError('unreachable', 'port closed'), /^error walking target device: port closed$/],
    [
      'not let in',
      new ModuleError('auth_failed', 'wrong password'),
      /^error walking target device: wrong password$/,
    ],
  ])('%s: in the words of the peer', async (_, failure, message) => {
    const misbehave: Misbehave = () => {
      throw failure;
    };
    const { error } = await scraped(module(1), {}, { misbehave });
    expect(error).toMatchObject({ code: failure.code, message: expect.stringMatching(message) as string });
  });

  it.each([
    ['timeout', 'error getting target device: request timeout (after 3 retries): x'],
    ['unreachable', 'error getting target device: x'],
  ] as const)('%s of a GET: %s', async (code, message) => {
    const misbehave: Misbehave = () => {
      throw new ModuleError(code, 'x');
    };
    const { error } = await scraped({ get: ['1.3.1.1.1'], metrics: [column(1)] }, {}, { misbehave });
    expect(error).toMatchObject({ code, message });
  });

  it('of another kind is not swallowed', async () => {
    const misbehave: Misbehave = () => {
      throw new TypeError('oops');
    };
    await expect(scraped(module(1), {}, { misbehave })).rejects.toThrow(TypeError);
  });
});

describe('a device that does not get on', () => {
  const next = (each: string) => each.replace(/\d+$/, (last) => String(Number(last) + 1));
  const inRing = (each: string) => `1.3.1.1.${((Number(each.split('.')[4] ?? 0) || 0) % 30) + 1}`;

  it.each<[what: string, misbehave: Misbehave, message: string]>([
    [
      'stands still',
      ({ oids }) => told(...oids.map((each) => (each === '1.3.1.1' ? '1.3.1.1.1' : each))),
      'OID not increasing: .1.3.1.1.1',
    ],
    ['goes round in a ring', ({ oids }) => told(...oids.map(inRing)), 'OID not increasing: .1.3.1.1.'],
    [
      'has no end',
      ({ oids, repetitions }) => {
        let at = oids[0] === '1.3.1.1' ? '1.3.1.1.0' : (oids[0] ?? '');
        return told(...Array.from({ length: repetitions }, () => (at = next(at))));
      },
      'more than 250000 values: let the module walk less',
    ],
  ])('because it %s fails', async (_, misbehave, message) => {
    const found = await scraped(module(1, { max_repetitions: 300 }), {}, { misbehave });
    expect(messageIn(found.error)).toContain(`error walking target device: ${message}`);
  });

  it('and sends long texts is not kept in memory', async () => {
    const text = tlv(Tag.octets, Buffer.alloc(50_000));
    let row = 0;
    const misbehave: Misbehave = () => ({ ...told(), varbinds: [varbind([1, 3, 1, 1, (row += 1)], text)] });
    const { error, device } = await scraped(module(1), {}, { misbehave });
    expect(error).toMatchObject({
      code: 'limit_exceeded',
      message: 'error walking target device: more than 32 MB: let the module walk less',
    });
    expect(device.asked.length).toBeLessThan(700);
  });

  const BACK_AND_FORTH: Misbehave = ({ oids }) =>
    oids[0] === '1.3.1.1' ? told('1.3.1.1.5', '1.3.1.1.3', '1.3.1.1.4', '1.4.1.0') : told('1.4.1.0');
  it.each([false, true])(
    'but only mixes up its rows is read (allow_nonincreasing_oids: %s)',
    async (allowed) => {
      const { error, lines } = await scraped(
        module(1, { allow_nonincreasing_oids: allowed }),
        {},
        { misbehave: BACK_AND_FORTH },
      );
      expect([error, lines]).toEqual([null, ['m1{i="5"} 1', 'm1{i="3"} 1', 'm1{i="4"} 1']]);
    },
  );

  const AGAIN: Misbehave = ({ oids }) =>
    oids[0] === '1.3.1.1' ? told('1.3.1.1.1') : told('1.3.1.1.1', '1.3.1.1.2', '1.4.1.0');
  it.each([
    [false, 'error walking target device: OID not increasing: .1.3.1.1.1', 0],
    [true, '', 1],
  ])('and says a row again (allow_nonincreasing_oids: %s): %s', async (allowed, message, again) => {
    const found = await scraped(module(1, { allow_nonincreasing_oids: allowed }), {}, { misbehave: AGAIN });
    expect(messageIn(found.error)).toBe(message);
    expect(found.duplicates.get('m1') ?? 0).toBe(again);
  });

  it('in several columns at once is asked for one after the other', async () => {
    const misbehave: Misbehave = (asked, honest) => {
      if (asked.oids.length === 1) return honest();
      // The second column first, and the first where the second belongs.
      const { varbinds, ...reply } = honest();
      return { ...reply, varbinds: varbinds.map((each, i) => varbinds[i % 2 === 0 ? i + 1 : i - 1] ?? each) };
    };
    const memory = new DeviceMemory(() => 0);
    const metrics = [column(1, {}), column(2, {})];
    const mib = { '1.3.1.1.0': integer(1), '1.3.1.2.0': integer(2) };
    const { error, lines } = await scraped({ walk: ['1.3.1'], metrics }, mib, { misbehave, memory });
    expect([error, lines, memory.columns]).toEqual([null, ['m1 1', 'm2 2'], 1]);
  });

  it('and answers with nothing at all has nothing to tell', async () => {
    const { error, lines } = await scraped(module(3), {}, { misbehave: () => told() });
    expect([error, lines]).toEqual([null, []]);
  });
});

it('what was read before a failure is there', async () => {
  const misbehave: Misbehave = ({ oids }, honest) => {
    if (oids.some((each) => each.startsWith('1.3.1.2.')) && !oids.includes('1.3.1.2'))
      throw new ModuleError('timeout', 'gone');
    return honest();
  };
  const { error, lines } = await scraped(module(2, { max_repetitions: 10 }), mibOf(2, 30), { misbehave });
  expect(messageIn(error)).toContain('gone');
  expect(lines.filter((line) => line.startsWith('m1')).length).toBeGreaterThanOrEqual(10);
});
