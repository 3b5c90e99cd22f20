/** The probe as the server runs it, with devices in memory. */
import { describe, expect, it, vi } from 'vitest';
import { probed, probeRunner } from '../../../../../test/support/probe.ts';
import { readSnmpYml } from '../../../../../test/support/snmp-files.ts';
import {
  integer,
  MemoryDevice,
  type Mib,
  type Misbehave,
  octets,
} from '../../../../../test/support/snmp-memory.ts';
import type { SnmpClient, SnmpOptions } from '../../../contract/snmp.ts';
import { ModuleError } from '../../../model/errors.ts';
import { profileSection } from '../../../protocols/snmp/profile/settings.ts';
import snmp from './module.ts';
import type { Options } from './options.ts';

const YML = `
auths:
  public_v2: { community: public, context_name: main }
modules:
  first: &module
    walk: [1.3.1]
    retries: 1
    metrics:
    - { name: a, oid: 1.3.1.1, type: gauge, help: H., indexes: [{ labelname: i, type: gauge }] }
  second:
    <<: *module
    walk: [1.3.2]
    metrics:
    - { name: b, oid: 1.3.2.1, type: gauge, help: H. }
    - { name: a, oid: 1.3.2.2, type: gauge, help: H. }
  double:
    <<: *module
    metrics:
    - name: a
      oid: 1.3.1.1
      type: gauge
      help: H.
      indexes: [{ labelname: i, type: gauge }]
      lookups: [{ labels: [], labelname: i }]
  bits:
    <<: *module
    metrics:
    - { name: a, oid: 1.3.1.1, type: Bits, help: H., enum_values: { 0: x } }
  filtered:
    <<: *module
    filters: [{ oid: 1.3.9, targets: [1.3.1.1], values: ["."] }]
`;
const MIB: Mib = {
  '1.3.1.1.1': integer(1),
  '1.3.1.1.2': integer(2),
  '1.3.2.1.0': integer(3),
  '1.3.2.2.0': integer(4),
  '1.3.9.1': octets('x'),
};

const options = (more: Partial<Options> = {}): Options => ({
  definitions: readSnmpYml(YML),
  wrapLargeCounters: true,
  moduleConcurrency: 1,
  requestsInFlight: 2,
  allow: ['127.0.0.1/32'],
  targets: [],
  profile: profileSection.parse({}),
  ...more,
});

function setUp(misbehave: Misbehave = (_, honest) => honest(), more: Partial<Options> = {}) {
  const device = new MemoryDevice(MIB, { misbehave });
  const opened: SnmpOptions[] = [];
  const client: SnmpClient = {
    open(given) {
      opened.push(given);
      const { get, getNext, getBulk, traffic, close } = device.open(given);
      // As the client does: what is under way ends with the signal.
      const until = <T>(answer: Promise<T>) => Promise.race([answer, cancelled(given.signal)]);
      return {
        traffic: { ...traffic, repliesRefused: 0 },
        get: (oids) => until(get(oids)),
        getNext: (oids) => until(getNext(oids)),
        getBulk: (oids, none, repetitions) => until(getBulk(oids, none, repetitions)),
        close,
      };
    },
  };
  return { device, opened, surroundings: { ports: { snmp: client }, options: options(more) } };
}

function cancelled(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const cancel = () => reject(new ModuleError('cancelled', 'the scrape was given up'));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
  });
}

/** A device that does not answer for some OIDs. */
const silentFor =
  (prefix: string): Misbehave =>
  ({ oids }, honest) => {
    if (oids.some((oid) => oid.startsWith(prefix))) throw new ModuleError('timeout', 'no answer');
    return honest();
  };
const hangsFor =
  (prefix: string): Misbehave =>
  ({ oids }, honest) =>
    oids.some((oid) => oid.startsWith(prefix)) ? new Promise(() => undefined) : honest();

const ofDevice = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('snmp_scrape'));
const SCRAPE_ERROR = (module: string, message: string) =>
  `error collecting metric Desc{fqName: "snmp_error", help: "Error scraping target", constLabels: {module="${module}"}, variableLabels: {}}: ${message}`;

describe('a device', () => {
  it('is shown with what the scrape was like, for each module', async () => {
    const { surroundings } = setUp();
    const lines = await probed(snmp, 'target=127.0.0.1&module=first,second', surroundings);
    expect(ofDevice(lines)).toEqual(['a{i="1"} 1', 'a{i="2"} 2', 'a 4', 'b 3']);
    const names = lines.filter((line) => line.startsWith('snmp_scrape')).map((line) => line.split(' ')[0]);
    const each = [
      'duration_seconds',
      'packets_retried',
      'packets_sent',
      'pdus_returned',
      'walk_duration_seconds',
    ];
    expect(names).toEqual(
      each.flatMap((name) => ['first', 'second'].map((module) => `snmp_scrape_${name}{module="${module}"}`)),
    );
    expect(lines).toContain('snmp_scrape_pdus_returned{module="first"} 2');
  });

  it.each<[query: string, opened: object]>([
    ['', { target: { transport: 'udp', host: '127.0.0.1', port: 161 }, timeoutMs: 5000, retries: 1 }],
    ['&snmp_context=vrf', { contextName: 'vrf' }],
    ['&snmp_engineid=8000', { contextEngineId: Buffer.from('8000', 'hex') }],
  ])('is asked as the request says: %s', async (query, expected) => {
    const { surroundings, opened } = setUp();
    await probed(snmp, `target=127.0.0.1&module=first${query}`, surroundings);
    expect(opened).toMatchObject([{ auth: { community: 'public', contextName: 'main' }, ...expected }]);
    if (query === '') expect(opened[0]).not.toHaveProperty('contextName');
  });

  it('that gives a series twice: the first is shown, the others are counted by name', async () => {
    const { surroundings } = setUp();
    expect(ofDevice(await probed(snmp, 'target=127.0.0.1&module=double', surroundings))).toEqual([
      'a 1',
      'fathom_snmp_duplicate_series{metric="a",module="double"} 1',
    ]);
  });

  it('is asked for one module after the other, or for several at once', async () => {
    for (const [moduleConcurrency, most] of [
      [1, 1],
      [2, 2],
    ] as const) {
      const { surroundings, device } = setUp(
        async (_, honest) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return honest();
        },
        { moduleConcurrency },
      );
      await probed(snmp, 'target=127.0.0.1&module=first,second', surroundings);
      expect(device.mostInFlight).toBe(most);
    }
  });
});

it('many modules may be walked at once', async () => {
  const warned = vi.spyOn(process, 'emitWarning');
  const names = Array.from({ length: 30 }, (_, i) => `m${i}`);
  const { modules } = readSnmpYml(YML);
  const first = modules.get('first');
  if (!first) throw new Error('no module');
  const definitions = {
    auths: readSnmpYml(YML).auths,
    modules: new Map(names.map((name) => [name, { ...first, name }])),
  };
  const { surroundings, device } = setUp(
    async (_, honest) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return honest();
    },
    { moduleConcurrency: 30, definitions },
  );
  const lines = await probed(snmp, `target=127.0.0.1&module=${names.join(',')}`, surroundings);
  expect(lines.filter((line) => line.startsWith('snmp_scrape_packets_sent'))).toHaveLength(30);
  expect(device.mostInFlight).toBe(30);
  expect(warned).not.toHaveBeenCalled();
});

describe('a failure', () => {
  it.each([1, 2])(
    'of one module is that of all, in the words of the peer (%d at once)',
    async (moduleConcurrency) => {
      const { surroundings } = setUp(silentFor('1.3.2'), { moduleConcurrency });
      await expect(probed(snmp, 'target=127.0.0.1&module=first,second', surroundings)).rejects.toThrow(
        new ModuleError(
          'timeout',
          SCRAPE_ERROR(
            'second',
            'error walking target 127.0.0.1: request timeout (after 1 retries): no answer',
          ),
        ),
      );
    },
  );

  it('of one module ends what goes on beside it', async () => {
    const { surroundings, opened } = setUp(
      (asked, honest) =>
        asked.oids[0]?.startsWith('1.3.1')
          ? hangsFor('1.3.1')(asked, honest)
          : silentFor('1.3.2')(asked, honest),
      { moduleConcurrency: 2 },
    );
    await expect(probed(snmp, 'target=127.0.0.1&module=first,second', surroundings)).rejects.toThrow(
      '"second"',
    );
    expect(opened.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });

  it('is none with partial=true: what was read is shown, and which module failed', async () => {
    const { surroundings } = setUp(silentFor('1.3.2'));
    const runner = probeRunner(snmp, surroundings);
    const query = new URLSearchParams('target=127.0.0.1&module=first,second&partial=true');
    const families = await runner.ask(query, { timeoutMs: 5000, signal: new AbortController().signal });
    const lines = families.flatMap((family) => family.lines.trimEnd().split('\n'));
    expect(ofDevice(lines)).toEqual(['a{i="1"} 1', 'a{i="2"} 2']);
    expect(lines).toContain('snmp_scrape_error{module="first"} 0');
    expect(lines).toContain('snmp_scrape_error{module="second"} 1');
    expect(runner.status).toMatchObject({ succeeded: true, partial: true });
    expect(runner.status.errors.get('timeout')).toBe(1);
    await runner.stop();
  });

  it('with partial=true answers before the time is over', async () => {
    const { surroundings } = setUp(hangsFor('1.3.2'));
    const runner = probeRunner(snmp, surroundings);
    const query = new URLSearchParams('target=127.0.0.1&module=first,second&partial=true');
    const startedAt = performance.now();
    const families = await runner.ask(query, { timeoutMs: 600, signal: new AbortController().signal });
    expect(performance.now() - startedAt).toBeLessThan(600);
    const lines = families.flatMap((family) => family.lines.trimEnd().split('\n'));
    expect(lines).toContain('a{i="1"} 1');
    expect(lines).toContain('snmp_scrape_error{module="second"} 1');
    await runner.stop();
  });

  it('without it does not, and says why before the time is over', async () => {
    const { surroundings } = setUp(hangsFor('1.3.2'));
    const runner = probeRunner(snmp, surroundings);
    const query = new URLSearchParams('target=127.0.0.1&module=first,second');
    const asked = runner.ask(query, { timeoutMs: 200, signal: new AbortController().signal });
    await expect(asked).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringMatching(
        /scrape canceled after 0\.\d{3}s \(possible timeout\) walking target 127\.0\.0\.1: ./,
      ) as string,
    });
    await runner.stop();
  });

  it('of a filter leaves nothing out and is counted', async () => {
    const { surroundings } = setUp(silentFor('1.3.9'));
    const runner = probeRunner(snmp, surroundings);
    const query = new URLSearchParams('target=127.0.0.1&module=filtered');
    const families = await runner.ask(query, { timeoutMs: 5000, signal: new AbortController().signal });
    expect(families[0]?.lines).toBe('a{i="1"} 1\na{i="2"} 2\n');
    expect(runner.status).toMatchObject({
      partial: true,
      lastError: { message: 'module filtered: the filter on 1.3.9 could not be read and leaves nothing out' },
    });
    await runner.stop();
  });
});

describe('what the probe tells of itself', () => {
  it('counts packets, collections, refusals and values from which nothing can be made', async () => {
    const { surroundings } = setUp();
    const runner = probeRunner(snmp, surroundings);
    const ask = (module: string) =>
      runner.ask(new URLSearchParams(`target=127.0.0.1&module=${module}`), {
        timeoutMs: 5000,
        signal: new AbortController().signal,
      });
    expect(runner.tell()).toEqual([]);
    await ask('first');
    await ask('bits');
    await expect(ask('none')).rejects.toThrow("Unknown module 'none'");
    const lines = runner.tell().flatMap(({ lines }) => lines.trimEnd().split('\n'));
    const numbers = lines.filter((line) => !/_bucket|_sum|_seconds/.test(line));
    expect(numbers).toEqual([
      'snmp_packet_retries_total 0',
      expect.stringMatching(/^snmp_packets_total [1-9]/),
      'snmp_request_errors_total 1',
      'snmp_request_in_flight 0',
      'snmp_unexpected_pdu_type_total 2',
    ]);
    expect(lines).toContain('snmp_collection_duration_seconds_count{module="first"} 1');
    expect(lines).toContain('snmp_collection_duration_seconds_bucket{le="+Inf",module="first"} 1');
    expect(lines.filter((line) => line.startsWith('snmp_packet_duration_seconds_bucket'))).toHaveLength(16);
    await vi.waitFor(() => expect(runner.status.runs).toBe(2));
    await runner.stop();
  });
});
