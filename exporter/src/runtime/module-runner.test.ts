import { describe, expect, it, vi } from 'vitest';
import type { Ports } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import { ModuleRunner, type Outcome } from './module-runner.ts';
import { isUnsupported } from './module-status.ts';

const module = { kind: 'collector', id: 'test', needs: [] } as const;

function runnerOf<T>(
  call: (context: { signal: AbortSignal; timeLeft: () => number }) => T | Promise<T>,
  now: () => number = Date.now,
) {
  const environment = { ports: {} as Ports, host: { asset: 'host-a', name: 'a' }, now };
  return new ModuleRunner<T>(module, {}, environment, call);
}
const never = () => new Promise<never>(() => undefined);

describe('ModuleRunner', () => {
  it('answers at once for a synchronous module', () => {
    const runner = runnerOf(() => 7);
    expect(runner.run(100)).toMatchObject({ ok: true, value: 7 });
    expect(runner.status).toMatchObject({ runs: 1, lastError: null });
  });

  it.each([
    [
      'a ModuleError',
      () => {
        throw new ModuleError('permission_denied', 'no');
      },
      'permission_denied',
    ],
    [
      'any other throw',
      () => {
        throw new TypeError('oops');
      },
      'bug',
    ],
    ['a rejection', () => Promise.reject(new ModuleError('unreachable', 'gone')), 'unreachable'],
    ['a rejection with no error', () => Promise.reject('text'), 'bug'], // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors
  ])('contains %s', async (_name, call, code) => {
    const runner = runnerOf<number>(call);
    expect(await runner.run(100)).toMatchObject({ ok: false, error: { code } });
    expect(runner.status.errors.get(code as 'bug')).toBe(1);
  });

  it('tells a module how much time it has left', async () => {
    const left: number[] = [];
    const runner = runnerOf(async ({ timeLeft }) => {
      left.push(timeLeft());
      await new Promise((resolve) => setTimeout(resolve, 30));
      left.push(timeLeft());
    });
    await runner.run(200);
    await runner.run(1000);
    const [first = 0, later = 0, second = 0] = left;
    expect(first).toBeGreaterThan(150);
    expect(first).toBeLessThanOrEqual(200);
    expect(later).toBeLessThan(first - 20);
    expect(second).toBeGreaterThan(900);
  });

  it('abandons a hanging module at its deadline, aborts it, and does not start it twice', async () => {
    const aborted = vi.fn();
    const call = vi.fn((context: { signal: AbortSignal }) => {
      context.signal.addEventListener('abort', aborted);
      return never();
    });
    const runner = runnerOf<number>(call);
    expect(await runner.run(20)).toMatchObject({ ok: false, error: { code: 'timeout' } });
    expect(aborted).toHaveBeenCalledOnce();
    expect(await runner.run(20)).toMatchObject({
      ok: false,
      error: { message: 'an earlier run has not returned yet' },
    });
    expect(call).toHaveBeenCalledOnce();
  });

  it('runs again once a late module has returned, and ignores its late result', async () => {
    const returns: ((value: string) => void)[] = [];
    const runner = runnerOf(() => new Promise<string>((resolve) => returns.push(resolve)));
    await runner.run(10);
    returns[0]?.('late');
    await new Promise(setImmediate);
    const second = runner.run(1000);
    returns[1]?.('in time');
    expect(await second).toMatchObject({ ok: true, value: 'in time' });
  });

  it('shares one call between simultaneous runs, each with its own deadline', async () => {
    let finish: (value: number) => void = () => undefined;
    const call = vi.fn(
      () =>
        new Promise<number>((resolve) => {
          finish = resolve;
        }),
    );
    const runner = runnerOf(call);
    const [patient, joined, hasty] = [runner.run(1000), runner.run(1000), runner.run(5)];
    expect(await hasty).toMatchObject({ ok: false, error: { code: 'timeout' } });
    finish(1);
    expect([await patient, await joined].map((each: Outcome<number>) => each.ok)).toEqual([true, true]);
    expect(call).toHaveBeenCalledOnce();
  });

  it('backs a buggy module off, longer each time, and forgives it once it works', () => {
    let now = 1_000_000;
    let broken = true;
    const call = vi.fn(() => {
      if (broken) throw new Error('broken');
      return 1;
    });
    const runner = runnerOf(call, () => now);
    void runner.run(10);
    void runner.run(10);
    expect(call).toHaveBeenCalledTimes(1);
    now += 1_001;
    void runner.run(10);
    expect(call).toHaveBeenCalledTimes(2);
    now += 1_001;
    void runner.run(10);
    expect(call).toHaveBeenCalledTimes(2);
    now += 1_000;
    broken = false;
    expect(runner.run(10)).toMatchObject({ ok: true });
    expect(runner.status).toMatchObject({ lastError: null });
    expect(runner.status.errors.get('bug')).toBe(2);
  });

  it('takes what this machine does not have for no failure', () => {
    const runner = runnerOf(() => {
      throw new ModuleError('unsupported', 'no such hardware');
    });
    expect(isUnsupported(runner.status)).toBe(false);
    expect(runner.run(10)).toMatchObject({ ok: false, error: { code: 'unsupported' } });
    expect(isUnsupported(runner.status)).toBe(true);
    expect(runner.status.errors.size).toBe(0);
    expect(runner.status.lastError).toEqual({ code: 'unsupported', message: 'no such hardware' });
  });

  it('contains a module that cannot make its state', () => {
    const broken = {
      ...module,
      init: () => {
        throw new Error('no state');
      },
    };
    const environment = { ports: {} as Ports, host: { asset: 'host-a', name: 'a' }, now: Date.now };
    const runner = new ModuleRunner(broken, {}, environment, () => 1);
    expect(runner.run(10)).toMatchObject({ ok: false, error: { code: 'bug', message: 'no state' } });
  });

  it('lets others read its state while it has one, and contains what that throws', async () => {
    const environment = { ports: {} as Ports, host: { asset: 'host-a', name: 'a' }, now: Date.now };
    const counting = { ...module, init: () => ({ runs: 0 }) };
    const runner = new ModuleRunner(
      counting,
      {},
      environment,
      ({ state }) => (state as { runs: number }).runs++,
    );
    const runs = () => runner.fromState((state) => (state as { runs: number }).runs);
    expect(runs()).toBeNull();
    await runner.run(100);
    expect(runs()).toBe(1);
    const broken = runner.fromState(() => {
      throw new TypeError('oops');
    });
    expect([broken, runner.status.errors.get('bug')]).toEqual([null, 1]);
    await runner.stop();
    expect(runs()).toBeNull();
  });

  it('refuses to run once stopped, twice over', async () => {
    const runner = runnerOf(() => 1);
    await runner.stop();
    await runner.stop();
    expect(runner.run(10)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it.each<[string, boolean, unknown[]]>([
    ['lets go of the state when stopped, once', true, ['state']],
    ['has nothing to let go of when it never ran', false, []],
  ])('%s', async (_name, hasRun, expected) => {
    const disposed: unknown[] = [];
    const environment = { ports: {} as Ports, host: { asset: 'host-a', name: 'a' }, now: Date.now };
    const holder = {
      ...module,
      init: () => 'state',
      dispose(state: string) {
        disposed.push(state);
        throw new Error('contained');
      },
    };
    const runner = new ModuleRunner<number>(holder, {}, environment, () => 1);
    if (hasRun) await runner.run(100);
    await runner.stop();
    await runner.stop();
    expect(disposed).toEqual(expected);
  });

  it('aborts the running module when stopped and does not wait for ever', async () => {
    const runner = runnerOf(
      ({ signal }) =>
        new Promise<number>((_, reject) => {
          signal.addEventListener('abort', () => reject(new ModuleError('cancelled', 'aborted')));
        }),
    );
    const running = runner.run(10_000);
    await runner.stop();
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    const hanging = runnerOf(never);
    void hanging.run(10_000);
    const startedAt = Date.now();
    await hanging.stop(20);
    expect(Date.now() - startedAt).toBeLessThan(1000);
  });
});
