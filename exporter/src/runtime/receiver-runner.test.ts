import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { receiverRunner } from '../../../test/support/receiver.ts';
import { defineReceiver, type Observation, type ReceiverContext } from '../contract/module.ts';
import { ModuleError } from '../model/errors.ts';

type Emit = (observation: Observation<'test.said'>) => void;
type Act = (context: ReceiverContext<never, object>, emit: Emit) => Promise<void>;

const said = (message: string): Observation<'test.said'> => ({
  kind: 'test.said',
  severity: 'info',
  message,
  attributes: {},
});
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
const listens: Act = async ({ signal, listening }) => {
  listening();
  await untilAborted(signal);
};

function made(act: Act) {
  const receive = vi.fn(act);
  const disposed = vi.fn();
  const receiver = defineReceiver({
    id: 'test',
    summary: 'Tests.',
    config: z.object({}),
    events: { 'test.said': 'Said.' },
    needs: [],
    init: () => ({}),
    dispose: disposed,
    receive: (context, _config, emit) => receive(context, emit),
  });
  const told: Observation[] = [];
  const failures: [string, number][] = [];
  const deliver = vi.fn((observations: readonly Observation[]) => {
    told.push(...observations);
    return Promise.resolve();
  });
  const onFailure = ({ code }: ModuleError, retryMs: number) => failures.push([code, retryMs]);
  const runner = receiverRunner(receiver, {});
  return {
    runner,
    receive,
    disposed,
    told,
    failures,
    deliver,
    start: () => runner.start({ deliver, onFailure }),
  };
}

describe('a receiver', () => {
  it('counts as starting until it listens, and ends when it is stopped', async () => {
    let listen = (): void => undefined;
    const { runner, start, disposed, failures } = made(async ({ signal, listening }) => {
      listen = listening;
      await untilAborted(signal);
    });
    expect(runner.status).toMatchObject({ runs: 0, succeeded: false });
    start();
    await vi.waitFor(() => expect(runner.status.runs).toBe(1));
    expect(runner.status.succeeded).toBe(false);
    listen();
    expect(runner.status).toMatchObject({ succeeded: true, lastError: null });
    expect(runner.status.lastSuccessMs).toBeGreaterThan(0);
    await runner.stop();
    expect([disposed.mock.calls.length, failures]).toEqual([1, []]);
    start();
    expect(runner.status.runs).toBe(1);
  });

  it('hands on what it is told in order, and all of it before it is stopped', async () => {
    const { runner, start, told, deliver } = made(async (context, emit) => {
      for (let i = 0; i < 2500; i += 1) emit(said(String(i)));
      await listens(context, emit);
    });
    start();
    await vi.waitFor(() => expect(deliver).toHaveBeenCalled());
    await runner.stop();
    expect(told.map(({ message }) => message)).toEqual(Array.from({ length: 2500 }, (_, i) => String(i)));
    expect(deliver.mock.calls.map(([batch]) => batch.length)).toEqual([1000, 1000, 500]);
  });

  it('drops and counts what the disk does not keep up with, or refuses', async () => {
    let release = (): void => undefined;
    let emitAll: Emit = () => undefined;
    const { runner, start, deliver, told } = made(async (context, emit) => {
      emitAll = emit;
      await listens(context, emit);
    });
    deliver.mockImplementationOnce(() => new Promise<void>((resolve) => (release = resolve)));
    start();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    emitAll(said('first'));
    await vi.waitFor(() => expect(deliver).toHaveBeenCalled());
    for (let i = 0; i < 10_007; i += 1) emitAll(said('x'));
    expect(runner.status.errors.get('limit_exceeded')).toBe(7);
    expect(runner.status.partial).toBe(true);
    deliver.mockRejectedValueOnce(new ModuleError('unreachable', 'disk full'));
    release();
    await vi.waitFor(() => expect(told).toHaveLength(9000));
    expect(runner.status.errors.get('unreachable')).toBe(1);
    await runner.stop();
  });

  it('that tells after its end is not heard', async () => {
    let emitLate: Emit = () => undefined;
    const { runner, start, deliver } = made(async (context, emit) => {
      emitLate = emit;
      await listens(context, emit);
    });
    start();
    await vi.waitFor(() => expect(runner.status.succeeded).toBe(true));
    await runner.stop();
    emitLate(said('late'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(deliver).not.toHaveBeenCalled();
  });

  it('that does not end is not waited for', async () => {
    const { runner, start } = made(() => new Promise<never>(() => undefined));
    start();
    const startedAt = performance.now();
    await runner.stop(50);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('a receiver that fails in part', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
  afterEach(() => void vi.useRealTimers());
  const MINUTE = 60_000;
  const lost = new ModuleError('malformed_reply', 'no trap');

  it.each<[what: string, failAt: readonly number[], lookAt: number, partial: boolean]>([
    ['just now', [0], 0, true],
    ['not long ago', [0], 5 * MINUTE, true],
    ['some time ago', [0], 5 * MINUTE + 1, false],
    ['again and again', [0, 4 * MINUTE, 8 * MINUTE], 12 * MINUTE, true],
  ])('%s', async (_, failAt, lookAt, partial) => {
    let fail = (): void => undefined;
    const { runner, start } = made(async (context, emit) => {
      fail = () => context.partial(lost);
      await listens(context, emit);
    });
    start();
    await vi.advanceTimersByTimeAsync(0);
    const startedAt = Date.now();
    for (const at of failAt) {
      vi.setSystemTime(startedAt + at);
      fail();
    }
    vi.setSystemTime(startedAt + lookAt);
    const lastError = partial ? { code: 'malformed_reply', message: 'no trap' } : null;
    expect(runner.status).toMatchObject({ succeeded: true, partial, lastError });
    expect(runner.status.errors.get('malformed_reply')).toBe(failAt.length);
    await runner.stop();
  });
});

describe('a receiver that fails', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('is started again, ever later', async () => {
    const { runner, start, failures, receive } = made(() =>
      Promise.reject(new ModuleError('permission_denied', 'port 162')),
    );
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(runner.status).toMatchObject({
      succeeded: false,
      lastError: { code: 'permission_denied', message: 'port 162' },
    });
    await vi.advanceTimersByTimeAsync(200_000);
    expect(failures.map(([, ms]) => ms / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(receive).toHaveBeenCalledTimes(9);
    await runner.stop();
    await vi.advanceTimersByTimeAsync(200_000);
    expect(receive).toHaveBeenCalledTimes(9);
  });

  it('after it has listened is started again soon', async () => {
    const { runner, start, failures } = made(async ({ listening }) => {
      listening();
      await Promise.resolve();
      throw new ModuleError('unreachable', 'socket closed');
    });
    start();
    await vi.advanceTimersByTimeAsync(3500);
    expect(failures).toEqual(Array(4).fill(['unreachable', 1000]));
    await runner.stop();
  });

  it.each<[string, Act]>([
    ['ends by itself', () => Promise.resolve()],
    ['throws', () => Promise.reject(new TypeError('oops'))],
  ])('because it %s has a bug', async (_, act) => {
    const { runner, start, failures } = made(act);
    start();
    await vi.advanceTimersByTimeAsync(0);
    expect(failures).toEqual([['bug', 1000]]);
    await runner.stop();
  });
});
