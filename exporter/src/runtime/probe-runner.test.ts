import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { probeRunner, type ProbeSurroundings } from '../../../test/support/probe.ts';
import { gauge } from '../contract/metrics.ts';
import { defineProbe, type ProbeContext } from '../contract/module.ts';
import { ModuleError, UserError } from '../model/errors.ts';
import { heapSize } from '../platform/small-heap.ts';

const patience = (timeoutMs = 1000, signal = new AbortController().signal) => ({ timeoutMs, signal });
const target = (host: string, more = '') => new URLSearchParams(`target=${host}${more}`);
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

interface State {
  answered: number;
}
type Act = (context: ProbeContext<never, State>) => Promise<void>;

/** A probe that does as it is told, and how often it was run. */
function made(act: Act, surroundings: ProbeSurroundings = {}) {
  const run = vi.fn(act);
  const disposed = vi.fn();
  const probe = defineProbe({
    id: 'test',
    summary: 'Tests.',
    config: z.object({ allow: z.array(z.string()).default(['127.0.0.0/8', 'dead.*']) }),
    path: '/test',
    metrics: { b_answered: gauge('Answered.', ['address']) },
    needs: [],
    init: (): State => ({ answered: 0 }),
    dispose: disposed,
    parse(query) {
      const host = query.get('target');
      if (!host) throw new UserError('no target');
      return { key: query.toString(), host };
    },
    access: ({ allow }) => ({ key: 'test.allow', allow, targets: ['configured.example.com'] }),
    async probe(context, _config, _request, out) {
      await run(context);
      out.b_answered((context.state.answered += 1), context.address);
      return [{ name: 'a_text', type: 'gauge', help: 'Text.', lines: 'a_text 1\n' }];
    },
    tell: ({ answered }, { inFlight, refused }) => [
      { name: 'told', type: 'counter', help: 'Told.', lines: `told ${answered} ${inFlight} ${refused}\n` },
    ],
    pages: { '/page': ({ allow }) => [`page of ${allow[0] ?? ''}\n`] },
  });
  return { runner: probeRunner(probe, surroundings), run, disposed, probe };
}
const linesOf = (families: readonly { readonly lines: string }[]) =>
  families.map(({ lines }) => lines).join('');
const answersAtOnce: Act = () => Promise.resolve();

describe('a request', () => {
  it('is answered with what is declared and what is text, sorted', async () => {
    const { runner } = made(answersAtOnce);
    const families = await runner.ask(target('127.0.0.1'), patience());
    expect(linesOf(families)).toBe('a_text 1\nb_answered{address="127.0.0.1"} 1\n');
    expect(runner.status).toMatchObject({ runs: 1, succeeded: true, lastError: null });
  });

  it('that is not possible is refused and counted', async () => {
    const { runner, run } = made(answersAtOnce);
    expect(runner.tell()).toEqual([]);
    await expect(runner.ask(new URLSearchParams(), patience())).rejects.toThrow(new UserError('no target'));
    await expect(runner.ask(target('x'.repeat(256)), patience())).rejects.toThrow('more than 255 characters');
    expect(linesOf(runner.tell())).toBe('told 0 0 2\n');
    expect(run).not.toHaveBeenCalled();
  });

  it.each<[string, readonly string[] | null, number | string]>([
    ['192.0.2.1', null, 403],
    ['inside.example.com', ['127.0.0.1'], '127.0.0.1'],
    ['outside.example.com', ['192.0.2.1'], 403],
    ['outside.example.com', ['192.0.2.1', '127.0.0.3'], '127.0.0.3'],
    ['dead.example.com', ['192.0.2.1'], '192.0.2.1'],
    ['dead.example.com', ['169.254.169.254'], 403],
    ['configured.example.com', ['192.0.2.9'], '192.0.2.9'],
  ])('for %s at %j: %s', async (host, addresses, expected) => {
    const { runner, run } = made(answersAtOnce, { names: addresses ? { [host]: addresses } : {} });
    const asked = runner.ask(target(host), patience());
    if (expected === 403) {
      await expect(asked).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('test.allow does not allow') as string,
      });
      expect(run).not.toHaveBeenCalled();
      expect(runner.status.errors.size).toBe(0);
    } else expect(linesOf(await asked)).toContain(`address="${expected}"`);
  });

  it('for a name that is not known says so', async () => {
    const { runner } = made(answersAtOnce);
    await expect(runner.ask(target('nobody'), patience())).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('for a name that is not known shows what the probe has for it', async () => {
    const probe = defineProbe({
      id: 'test',
      summary: 'Test.',
      config: z.object({}),
      path: '/test',
      metrics: { test_up: gauge('Up.', ['host']) },
      needs: [],
      parse: (query) => ({ key: '', host: query.get('target') ?? '' }),
      access: () => ({ key: 'test.allow', allow: [], targets: [] }),
      unknownHost: ({ host }, out) => out.test_up(0, host),
      probe: () => Promise.resolve([]),
    });
    const runner = probeRunner(probe);
    expect(linesOf(await runner.ask(target('nobody'), patience()))).toBe('test_up{host="nobody"} 0\n');
    expect(runner.status).toMatchObject({ partial: true, lastError: { code: 'unreachable' } });
    // One that is known and not allowed is refused all the same.
    await expect(runner.ask(target('192.0.2.1'), patience())).rejects.toMatchObject({ status: 403 });
  });

  it('takes the settings that are in force, and the state lives on', async () => {
    const { runner } = made(answersAtOnce);
    await runner.ask(target('127.0.0.1'), patience());
    expect([...(runner.page('/page')?.() ?? [])]).toEqual(['page of 127.0.0.0/8\n']);
    runner.use({ options: { allow: ['192.0.2.0/24'] }, timeout: 1000, maxConcurrent: 10 });
    await expect(runner.ask(target('127.0.0.1'), patience())).rejects.toMatchObject({ status: 403 });
    expect(linesOf(await runner.ask(target('192.0.2.1'), patience()))).toContain('} 2');
    expect([...(runner.page('/page')?.() ?? [])]).toEqual(['page of 192.0.2.0/24\n']);
    expect(runner.page('/other')).toBeNull();
  });
});

it('a request that comes again is answered with what is written then, and nothing of before', async () => {
  const values: readonly (readonly [string, number][])[] = [
    [
      ['a', 1],
      ['b', 2],
    ],
    [
      ['b', 2],
      ['c', 3],
    ],
    [],
  ];
  let asked = 0;
  const probe = defineProbe({
    id: 'test',
    summary: 'Test.',
    config: z.object({}),
    path: '/test',
    metrics: { test_value: gauge('Value.', ['name']) },
    needs: [],
    parse: () => ({ key: 'one', host: '127.0.0.1' }),
    access: () => ({ key: 'test.allow', allow: ['127.0.0.0/8'], targets: [] }),
    probe(_context, _config, _request, out) {
      for (const [name, value] of values[asked] ?? []) out.test_value(value, name);
      asked += 1;
      return Promise.resolve([]);
    },
  });
  const runner = probeRunner(probe);
  const answers: string[] = [];
  for (const _ of values) answers.push(linesOf(await runner.ask(target('x'), patience())));
  expect(answers).toEqual([
    'test_value{name="a"} 1\ntest_value{name="b"} 2\n',
    'test_value{name="b"} 2\ntest_value{name="c"} 3\n',
    '',
  ]);
});

describe('a failure', () => {
  it('of the target is counted, and is no failure of the probe', async () => {
    const { runner } = made(() => Promise.reject(new ModuleError('timeout', 'silent')));
    await expect(runner.ask(target('127.0.0.1'), patience())).rejects.toThrow('silent');
    expect(runner.status).toMatchObject({
      succeeded: true,
      lastError: { code: 'timeout', message: 'silent' },
    });
    expect(runner.status.errors.get('timeout')).toBe(1);
  });

  it('of the probe is a bug', async () => {
    const { runner } = made(() => Promise.reject(new TypeError('oops')));
    await expect(runner.ask(target('127.0.0.1'), patience())).rejects.toMatchObject({ code: 'bug' });
    expect(runner.status).toMatchObject({ succeeded: false, lastError: { code: 'bug' } });
  });

  it('in part is counted beside the answer', async () => {
    const { runner } = made((context) => {
      context.partial(new ModuleError('timeout', 'half'));
      return Promise.resolve();
    });
    await runner.ask(target('127.0.0.1'), patience());
    expect(runner.status).toMatchObject({ succeeded: true, partial: true, lastError: { message: 'half' } });
  });
});

describe('requests that overlap', () => {
  function gated(surroundings: ProbeSurroundings = {}) {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const signals: AbortSignal[] = [];
    const all = made(({ signal }) => {
      signals.push(signal);
      return Promise.race([gate, aborted(signal)]);
    }, surroundings);
    return { ...all, signals, release };
  }

  it('share one probing when they are alike', async () => {
    const { runner, run, release } = gated();
    const asked = ['', '', '&module=x'].map((more) => runner.ask(target('127.0.0.1', more), patience()));
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    expect(linesOf(runner.tell())).toBe('told 0 2 0\n');
    release();
    await Promise.all(asked);
    expect(run).toHaveBeenCalledTimes(2);
    await runner.ask(target('127.0.0.1'), patience());
    expect(run).toHaveBeenCalledTimes(3);
    expect(linesOf(runner.tell())).toBe('told 3 0 0\n');
  });

  it('may be many', async () => {
    const warned = vi.spyOn(process, 'emitWarning');
    const { runner, run, release } = gated();
    const asked = Array.from({ length: 50 }, () => runner.ask(target('127.0.0.1'), patience()));
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    release();
    await Promise.all(asked);
    expect(warned).not.toHaveBeenCalled();
  });

  it('each wait for their own time, and the last one ends it', async () => {
    const { runner, run, signals } = gated();
    const long = runner.ask(target('127.0.0.1'), patience(150));
    const short = runner.ask(target('127.0.0.1'), patience(30));
    await expect(short).rejects.toMatchObject({
      code: 'timeout',
      message: /^127\.0\.0\.1: no result within 0\.03 s/,
    });
    expect(signals[0]?.aborted).toBe(false);
    await expect(long).rejects.toMatchObject({ code: 'timeout' });
    expect(signals[0]?.aborted).toBe(true);
    expect(run).toHaveBeenCalledTimes(1);
    expect(runner.status.errors).toEqual(new Map([['timeout', 1]]));
  });

  it('wait no longer than the probe may take', async () => {
    const { runner } = gated({ timeout: 30 });
    await expect(runner.ask(target('127.0.0.1'), patience(10_000))).rejects.toMatchObject({
      code: 'timeout',
    });
  });

  it('are given up when nobody waits any longer, and begun afresh by the next', async () => {
    const { runner, run, signals, release } = gated();
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second].map(({ signal }) =>
      runner.ask(target('127.0.0.1'), patience(1000, signal)),
    );
    const refused = Promise.allSettled(asked);
    await vi.waitFor(() => expect(run).toHaveBeenCalled());
    first.abort();
    await expect(asked[0]).rejects.toMatchObject({ code: 'cancelled' });
    expect(signals[0]?.aborted).toBe(false);
    second.abort();
    await refused;
    expect(signals[0]?.aborted).toBe(true);
    const again = runner.ask(target('127.0.0.1'), patience());
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    release();
    await again;
  });

  it('of one who has left already are not begun for long', async () => {
    const { runner, signals } = gated();
    const gone = AbortSignal.abort();
    await expect(runner.ask(target('127.0.0.1'), patience(1000, gone))).rejects.toMatchObject({
      code: 'cancelled',
    });
    await vi.waitFor(() => expect(linesOf(runner.tell())).toBe(''));
    expect(signals.every(({ aborted: is }) => is)).toBe(true);
  });

  it('are refused beyond the bound', async () => {
    const { runner, release } = gated({ maxConcurrent: 2 });
    const asked = ['127.0.0.1', '127.0.0.2'].map((host) => runner.ask(target(host), patience()));
    await expect(runner.ask(target('127.0.0.3'), patience())).rejects.toMatchObject({
      status: 503,
      message: '2 targets are being asked already; try again later, or raise probes.test.maxConcurrent',
    });
    const joined = runner.ask(target('127.0.0.1'), patience());
    release();
    await Promise.all([...asked, joined]);
    await runner.ask(target('127.0.0.3'), patience());
  });

  it('are a burst from 16 at once until few are left', async () => {
    const begins = vi.spyOn(heapSize, 'burstBegins');
    const ends = vi.spyOn(heapSize, 'burstEnds');
    const { runner, run, release } = gated({ maxConcurrent: 20 });
    const ask = (i: number) => runner.ask(target(`127.0.0.${i + 1}`), patience());
    const few = Array.from({ length: 15 }, (_, i) => ask(i));
    expect(begins).not.toHaveBeenCalled();
    const more = Array.from({ length: 5 }, (_, i) => ask(15 + i));
    expect(begins).toHaveBeenCalledTimes(1);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(20));
    expect(ends).not.toHaveBeenCalled();
    release();
    await Promise.all([...few, ...more]);
    expect([begins.mock.calls.length, ends.mock.calls.length]).toEqual([1, 1]);
  });

  it('begin one in each turn of the event loop', async () => {
    const { runner, run, release } = gated({ maxConcurrent: 20 });
    const asked = Array.from({ length: 20 }, (_, i) => runner.ask(target(`127.0.0.${i + 1}`), patience()));
    let before = 0;
    while (before < 20) {
      await new Promise((resolve) => setImmediate(resolve));
      const begun = run.mock.calls.length;
      expect(begun - before).toBeLessThan(3);
      before = begun;
    }
    release();
    await Promise.all(asked);
  });

  it('do not join what began with other settings', async () => {
    const { runner, run, release } = gated();
    const before = runner.ask(target('127.0.0.1'), patience());
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    runner.use({ options: { allow: ['127.0.0.0/8'] }, timeout: 1000, maxConcurrent: 10 });
    const after = runner.ask(target('127.0.0.1'), patience());
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    release();
    await Promise.all([before, after]);
  });

  it('are ended when it stops', async () => {
    const { runner, run, signals, disposed } = gated();
    const asked = runner.ask(target('127.0.0.1'), patience());
    const refused = expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(run).toHaveBeenCalled());
    await runner.stop();
    await refused;
    expect(signals[0]?.aborted).toBe(true);
    expect(disposed).toHaveBeenCalledTimes(1);
    await expect(runner.ask(target('127.0.0.1'), patience())).rejects.toMatchObject({ status: 503 });
  });
});

it('one that does not heed its signal is counted once, and holds a place until it returns', async () => {
  const { runner } = made(() => new Promise<never>(() => undefined), { maxConcurrent: 1 });
  await expect(runner.ask(target('127.0.0.1'), patience(20))).rejects.toMatchObject({ code: 'timeout' });
  expect(runner.status).toMatchObject({ runs: 1, lastError: { code: 'timeout' } });
  await expect(runner.ask(target('127.0.0.1'), patience(20))).rejects.toMatchObject({ status: 503 });
  const startedAt = performance.now();
  await runner.stop(50);
  expect(performance.now() - startedAt).toBeLessThan(500);
});
