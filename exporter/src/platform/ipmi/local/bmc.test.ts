/** The BMC of this machine through a driver made for tests. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDeviceId, type IpmiRequest } from 'ipmi-js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type DriverCommand,
  type KernelDriver,
  kernelDriver,
} from '../../../../../test/support/ipmi/kernel-driver.ts';
import { madeUpAnswers } from '../../../../../test/support/ipmi/made-up-bmc.ts';
import { ModuleError } from '../../../model/errors.ts';
import { type NativeLibrary, nativeLibrary } from '../../native-library.ts';
import { Counts } from '../counts.ts';
import { LocalBmc } from './bmc.ts';

const DEVICE_ID: IpmiRequest = { netFn: 6, command: 1 };
const PATIENT_MS = 5000;
const started: { stop(): void }[] = [];
afterEach(() => {
  for (const each of started.splice(0).reverse()) each.stop();
});

interface Scene {
  readonly driver: KernelDriver;
  readonly bmc: LocalBmc;
  readonly ended: Counts;
  ask(more?: { readonly timeoutMs?: number; readonly signal?: AbortSignal }): Promise<readonly number[]>;
}

/** A BMC that answers as `answer`; unless given, as a made-up one. */
function scene(answer: Parameters<typeof kernelDriver>[0] = madeUpAnswers()): Scene {
  const driver = kernelDriver(answer);
  const ended = new Counts();
  const bmc = new LocalBmc({ native: driver.native, paths: ['/nowhere/ipmi0', driver.path], ended });
  started.push(driver, { stop: () => void bmc.close() });
  return {
    driver,
    bmc,
    ended,
    async ask({ timeoutMs = PATIENT_MS, signal } = {}) {
      const { completionCode, data } = await bmc.send(DEVICE_ID, timeoutMs, signal && { signal });
      return [completionCode, ...data];
    },
  };
}

const only = (commands: readonly DriverCommand[]): DriverCommand => {
  expect(commands).toHaveLength(1);
  return commands[0] as DriverCommand;
};

describe('the local BMC', () => {
  it('answers what it is asked', async () => {
    const { bmc, driver } = scene();
    const channel = { send: (request: IpmiRequest) => bmc.send(request, PATIENT_MS) };
    expect(await getDeviceId(channel)).toMatchObject({ productId: 62, manufacturerId: 343 });
    expect(only(driver.commands)).toMatchObject({ netFn: 6, command: 1, lun: 0, behind: null });
    expect(bmc.counts).toMatchObject({ sent: 1, received: 1 });
  });

  it('is asked by LUN, and for the controllers behind it', async () => {
    const { bmc, driver } = scene();
    await bmc.send({ netFn: 4, command: 0x2d, lun: 2, data: Uint8Array.of(1) }, PATIENT_MS);
    await bmc.send(
      { netFn: 4, command: 0x2d, data: Uint8Array.of(1), target: { channel: 6, address: 0x72 } },
      PATIENT_MS,
    );
    expect(driver.commands).toMatchObject([
      { lun: 2, behind: null, data: Buffer.of(1) },
      { lun: 0, behind: { channel: 6, address: 0x72 } },
    ]);
  });

  it('is asked for several things at once, and answers in another order', async () => {
    const { bmc, driver } = scene(() => null);
    const answers = [1, 2, 3].map((command) => bmc.send({ netFn: 6, command }, PATIENT_MS));
    await vi.waitFor(() => expect(driver.commands).toHaveLength(3));
    driver.queue.push(
      ...driver.commands.toReversed().map((each) => driver.reply(each, { data: [each.command] })),
    );
    expect((await Promise.all(answers)).map(({ data }) => [...data])).toEqual([[1], [2], [3]]);
  });

  it('takes its time: the driver is asked again, less and less often', async () => {
    const { driver, ask } = scene(() => null);
    const answer = ask();
    await vi.waitFor(() => expect(driver.emptyLooks()).toBeGreaterThan(5));
    const [looks, since] = [driver.emptyLooks(), performance.now()];
    driver.queue.push(driver.reply(only(driver.commands), { data: [7] }));
    expect(await answer).toEqual([0, 7]);
    expect(driver.emptyLooks() - looks).toBeLessThan((performance.now() - since) / 2 + 3);
  });

  it.each<[string, (command: DriverCommand) => object]>([
    ['has another number', ({ id }) => ({ id: id + 1n })],
    ['is an event', () => ({ type: 2 })],
    ['is a command from elsewhere', () => ({ type: 3 })],
    ['is of another network function', () => ({ netFn: 0x0b })],
    ['is about another command', () => ({ command: 2 })],
  ])('is not believed when a message %s', async (_, other) => {
    const { bmc, driver, ask } = scene((command) => {
      driver.queue.push({ ...driver.reply(command, { data: [66] }), ...other(command) });
      return { data: [7] };
    });
    expect(await ask()).toEqual([0, 7]);
    expect(bmc.counts).toMatchObject({ sent: 1, received: 2, dropped: { unexpected: 1 } });
  });

  it('that answers with more than a message can have is cut off', async () => {
    const { ask } = scene(() => ({ data: Array.from({ length: 400 }, () => 9) }));
    expect(await ask()).toHaveLength(272);
  });

  it('that answers with nothing is not understood', async () => {
    const { driver, ask } = scene((command) => {
      driver.queue.push({ ...driver.reply(command, {}), data: [] });
      return null;
    });
    await expect(ask()).rejects.toMatchObject({ code: 'malformed_reply' });
  });

  it.each([
    [2, 0],
    [9, 0xc0],
  ])('that is busy %d times is asked again some times', async (times, expected) => {
    let asked = 0;
    const { ask } = scene(() => ({ completionCode: ++asked <= times ? 0xc0 : 0 }));
    expect(await ask()).toEqual([expected]);
    expect(asked).toBe(Math.min(times + 1, 6));
  });

  it('that does not answer is given up in time; what it says later is nobody’s answer', async () => {
    const { bmc, driver, ask } = scene(() => null);
    await expect(ask({ timeoutMs: 30 })).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining(driver.path) as string,
    });
    driver.queue.push(driver.reply(only(driver.commands), { data: [1] }));
    const next = ask();
    await vi.waitFor(() => expect(driver.commands).toHaveLength(2));
    driver.queue.push(driver.reply(driver.commands[1] as DriverCommand, { data: [2] }));
    expect(await next).toEqual([0, 2]);
    expect(bmc.counts).toMatchObject({ dropped: { unexpected: 1 } });
  });

  it('is given up when nobody waits any longer', async () => {
    const { driver, ask } = scene(() => null);
    const controller = new AbortController();
    const answer = ask({ signal: controller.signal });
    await vi.waitFor(() => expect(driver.commands).toHaveLength(1));
    controller.abort(new DOMException('late', 'TimeoutError'));
    await expect(answer).rejects.toMatchObject({ code: 'aborted', cause: { name: 'TimeoutError' } });
    await expect(ask({ signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
    expect(driver.commands).toHaveLength(1);
  });

  it('that says things without end keeps nobody else from working', async () => {
    const { driver, ask } = scene(() => null);
    const endless = { id: 99n, netFn: 7, command: 1, data: [0] };
    driver.queue.shift = () => endless;
    await expect(ask({ timeoutMs: 40 })).rejects.toMatchObject({ code: 'timeout' });
  });

  it('is asked for no more than the driver takes', async () => {
    const { driver, bmc, ask } = scene(() => null);
    const first = Array.from({ length: 64 }, () => ask());
    await vi.waitFor(() => expect(driver.commands).toHaveLength(64));
    await expect(ask()).rejects.toMatchObject({ code: 'limit_exceeded' });
    const failed = Promise.allSettled(first);
    await bmc.close();
    expect((await failed).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it.each([
    ['EBUSY', 'limit_exceeded'],
    ['EINVAL', 'unreachable'],
    ['ENOTTY', 'unsupported'],
  ])('whose driver refuses a command with %s: %s', async (send, code) => {
    const { driver, ask } = scene();
    driver.failing.send = send;
    await expect(ask()).rejects.toMatchObject({
      code,
      message: expect.stringContaining(driver.path) as string,
    });
  });

  it.each(['send', 'receive'] as const)('that is gone at %s is found again', async (call) => {
    const { driver, bmc, ended, ask } = scene();
    await ask();
    driver.failing[call] = 'ENODEV';
    const gone = { code: 'unreachable', message: `${driver.path}: the BMC or its driver is gone` };
    expect(await Promise.allSettled([ask(), ask()])).toMatchObject([{ reason: gone }, { reason: gone }]);
    expect(ended.sent + (bmc.counts?.sent ?? 0)).toBe(call === 'send' ? 1 : 3);
    driver.failing[call] = undefined;
    driver.queue.length = 0;
    expect((await ask())[0]).toBe(0);
  });

  it('is let go of, and found again when somebody asks', async () => {
    const { driver, bmc, ended, ask } = scene();
    await ask();
    await bmc.leave();
    await bmc.leave();
    expect([bmc.counts, ended.sent]).toEqual([null, 1]);
    await ask();
    expect(driver.commands).toHaveLength(2);
  });

  it('is left when Fathom stops', async () => {
    const { driver, bmc, ended, ask } = scene(() => null);
    const answer = ask();
    await vi.waitFor(() => expect(driver.commands).toHaveLength(1));
    const left = expect(answer).rejects.toMatchObject({ code: 'closed' });
    await bmc.close();
    await left;
    await expect(ask()).rejects.toMatchObject({ code: 'closed' });
    expect([bmc.counts, ended.sent]).toEqual([null, 1]);
  });
});

describe('a machine', () => {
  const connect = (paths: readonly string[] | undefined, native = scene().driver.native) =>
    new LocalBmc({ native, paths, ended: new Counts() }).connect();

  it('without a device is told what may be wrong', () =>
    expect(connect(['/nowhere/ipmi0', '/dev/null/ipmi/0'])).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(
        /^\/nowhere\/ipmi0 and \/dev\/null\/ipmi\/0 are absent: load .*modprobe -a ipmi_devintf ipmi_si.*no BMC/,
      ) as string,
    }));

  /** sysfs refuses to open for writing what cannot be written, whoever asks. */
  it('that lets nobody write says who may', () =>
    expect(connect(['/sys/kernel/uevent_seqnum'])).rejects.toMatchObject({
      code: 'permission_denied',
      message: expect.stringContaining('GROUP="ipmi"') as string,
    }));

  it('with a device and nothing behind it', async () => {
    const path = join(tmpdir(), `fathom-no-driver-${process.pid}`);
    const socket = createServer();
    await new Promise<void>((resolve) => socket.listen(path, resolve));
    started.push({ stop: () => void socket.close() });
    await expect(connect([path])).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(`^${path}: there is no BMC behind it; load`) as string,
    });
  });

  it('whose device is something else', async () => {
    const path = join(tmpdir(), `fathom-no-device-${process.pid}`);
    writeFileSync(path, '');
    const bmc = new LocalBmc({ native: nativeLibrary(), paths: [path], ended: new Counts() });
    started.push({ stop: () => void bmc.close() });
    await expect(bmc.send(DEVICE_ID, PATIENT_MS)).rejects.toMatchObject({
      code: 'unsupported',
      message: `${path}: this is no device of the IPMI driver`,
    });
  });

  it('of 32 bits', () =>
    expect(connect(undefined, () => ({ wordBytes: 4 }) as NativeLibrary)).rejects.toMatchObject({
      code: 'unsupported',
    }));

  it('without koffi', () =>
    expect(
      connect(undefined, () => {
        throw new ModuleError('unsupported', 'the npm package koffi cannot be loaded');
      }),
    ).rejects.toMatchObject({ code: 'unsupported', message: 'the npm package koffi cannot be loaded' }));
});
