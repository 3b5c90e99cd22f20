/** Devices made up by chance: whatever they say, a scrape ends with a result or a ModuleError. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Status } from '../../../../test/support/snmp-agent/answer.ts';
import { oidContent, tlv } from '../../../../test/support/snmp-agent/ber.ts';
import { varbind } from '../../../../test/support/snmp-agent/table.ts';
import {
  converted,
  integer,
  MemoryDevice,
  type Misbehave,
  scrapeDevice,
  scraped,
  snmpModule,
  type Value,
} from '../../../../test/support/snmp-memory.ts';
import { ModuleError } from '../../model/errors.ts';
import { FamilyDrafts } from './convert/family-drafts.ts';
import {
  INDEX_TYPES,
  METRIC_TYPES,
  type SnmpLookup,
  type SnmpMetric,
  type SnmpModule,
} from './definition.ts';
import { parseDisplayHint } from './convert/display-hint.ts';
import { DeviceMemory } from './walk/device-memory.ts';

const table = { indexes: [{ labelname: 'i', type: 'gauge' }] };
const metric = (column: number) => ({
  name: `m${column}`,
  oid: `1.3.1.${column}`,
  type: 'gauge',
  help: 'H.',
  ...table,
});
const tableModule = (columns: number, more: object = {}) =>
  snmpModule({ walk: ['1.3.1'], metrics: Array.from({ length: columns }, (_, i) => metric(i + 1)), ...more });

/** Rows of each column; some columns may have fewer. */
const rowsOf = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), {
  minLength: 1,
  maxLength: 6,
});
const inFlight = fc.integer({ min: 1, max: 4 });

describe('a device that is only slow of wit', () => {
  /** Varbinds beyond which it says tooBig, says nothing, or stops. */
  const limits = fc.record({
    tooBig: fc.integer({ min: 1, max: 400 }),
    silent: fc.integer({ min: 25, max: 400 }),
    cut: fc.integer({ min: 1, max: 400 }),
  });

  it('is read to its end, all the same and each time', () =>
    fc.assert(
      fc.asyncProperty(
        rowsOf,
        limits,
        inFlight,
        fc.constantFrom(1, 2),
        async (columns, limit, requestsInFlight, version) => {
          const mib = Object.fromEntries(
            columns.flatMap((rows, c) => rows.map((row) => [`1.3.1.${c + 1}.${row}`, integer(row)] as const)),
          );
          const misbehave: Misbehave = ({ oids, repetitions }, honest) => {
            const asked = oids.length * repetitions;
            if (asked > limit.silent) throw new ModuleError('timeout', 'silence');
            if (asked > limit.tooBig) return { status: Status.tooBig, index: 0, varbinds: [] };
            const reply = honest();
            return {
              ...reply,
              varbinds: reply.status === Status.noError ? reply.varbinds.slice(0, limit.cut) : reply.varbinds,
            };
          };
          const expected = columns
            .flatMap((rows, c) => rows.map((row) => `m${c + 1}{i="${row}"} ${row}`))
            .sort();
          const surroundings = {
            version: version,
            misbehave,
            requestsInFlight,
            memory: new DeviceMemory(() => 0),
            module: tableModule(columns.length),
          };
          for (let time = 0; time < 3; time += 1) {
            const { lines, error } = await scraped({}, mib, surroundings);
            expect([error, [...lines].filter((line) => line !== '').sort()]).toEqual([null, expected]);
          }
        },
      ),
      { numRuns: 50 },
    ));
});

/** Below the columns, beside them, anywhere. */
const anyOid = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(30)).map(([column, row]) => [1, 3, 1, column, row]),
  fc.integer({ min: 1, max: 5 }).map((column) => [1, 3, 1, column]),
  fc
    .array(fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 2 ** 32 - 1 })), { maxLength: 12 })
    .map((rest) => [1, 3, ...rest]),
);
const TAGS = [0x02, 0x04, 0x05, 0x06, 0x40, 0x41, 0x42, 0x43, 0x44, 0x46, 0x47, 0x80, 0x81, 0x82];
const anyValue: fc.Arbitrary<Value> = fc
  .tuple(fc.constantFrom(...TAGS), fc.uint8Array({ maxLength: 20 }))
  .map(([tag, content]) => ({ tag, content: Buffer.from(content) }));
const SOUND_TAGS = [0x04, 0x05, 0x41, 0x42, 0x43, 0x44, 0x46, 0x47];
/** Of those that are read: others make the whole reply unreadable. */
const soundValue: fc.Arbitrary<Value> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...SOUND_TAGS), fc.uint8Array({ maxLength: 24 }))
    .map(([tag, content]) => ({ tag, content: Buffer.from(content) })),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(integer),
  anyOid.map((oid) => ({ tag: 0x06, content: oidContent(oid) })),
  fc.constantFrom(0, 4, 16).map((length) => ({ tag: 0x40, content: Buffer.alloc(length, 7) })),
  fc.float().map((value) => {
    const content = Buffer.from([0x9f, 0x78, 4, 0, 0, 0, 0]);
    content.writeFloatBE(value, 3);
    return { tag: 0x44, content };
  }),
);

describe('a device that says anything', () => {
  const reply = fc.oneof(
    { weight: 4, arbitrary: fc.constant('honest' as const) },
    fc.record({ status: fc.oneof(fc.nat(6), fc.integer()), index: fc.oneof(fc.nat(4), fc.integer()) }),
    fc.array(fc.tuple(anyOid, fc.oneof(soundValue, anyValue)), { maxLength: 40 }),
    fc
      .constantFrom('timeout', 'unreachable', 'malformed_reply', 'auth_failed', 'cancelled')
      .map((code) => new ModuleError(code, 'x')),
  );
  const MORTAL = 400;

  it('is left alone in the end', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(reply, { minLength: 1, maxLength: 8 }),
        inFlight,
        fc.boolean(),
        fc.constantFrom(1, 2),
        async (script, requestsInFlight, allow, version) => {
          let number = 0;
          const misbehave: Misbehave = async (_, honest) => {
            const next = script[number % script.length] ?? 'honest';
            number += 1;
            if (number > MORTAL) throw new ModuleError('unreachable', 'dead');
            await Promise.resolve();
            if (next === 'honest') return honest();
            if (next instanceof ModuleError) throw next;
            if (!Array.isArray(next)) return { ...next, varbinds: [] };
            return {
              status: 0,
              index: 0,
              varbinds: next.map(([oid, { tag, content }]) => varbind(oid, tlv(tag, content))),
            };
          };
          const filters = [{ oid: '1.3.2', targets: ['1.3.1.3'], values: ['.'] }];
          const module = tableModule(4, {
            get: ['1.3.1.4.1', '1.3.2.1'],
            filters,
            allow_nonincreasing_oids: allow,
            retries: 0,
          });
          const mib = Object.fromEntries(
            Array.from({ length: 120 }, (_, i) => [`1.3.1.${(i % 4) + 1}.${i >> 2}`, integer(i)] as const),
          );
          const { lines, error } = await scraped({}, mib, {
            version: version,
            misbehave,
            requestsInFlight,
            module,
          });
          expect(error === null || error instanceof ModuleError).toBe(true);
          for (const line of lines) expect(line).toMatch(/^$|^m\d\{i="\d+"\} \S+$/);
        },
      ),
      { numRuns: 100 },
    ));
});

const HINTS = ['', '1x:', '1d.1d.1d.1d', '255a', '*1d./1d', '0a[2x]0a:2d', '9d', 'nonsense'];
const enumValues = fc.constantFrom(
  new Map<number, string>(),
  new Map([
    [0, 'zero'],
    [1, 'one'],
    [7, 'se"ven\n'],
  ]),
);
const anyLookup: fc.Arbitrary<SnmpLookup> = fc.record({
  labels: fc.subarray(['i', 'j', 'l0', 'l1']),
  labelname: fc.constantFrom('i', 'j', 'l0', 'l1', 'm1'),
  oid: fc.integer({ min: 1, max: 6 }).map((column) => [1, 3, 1, column]),
  type: fc.constantFrom(...METRIC_TYPES),
  displayHint: fc.constantFrom(...HINTS),
  enumValues,
});
const anyMetric = (column: number): fc.Arbitrary<SnmpMetric> =>
  fc.record({
    name: fc.constantFrom(`m${column}`, 'same'),
    oid: fc.constant([1, 3, 1, column]),
    type: fc.constantFrom(...METRIC_TYPES),
    help: fc.constant('H.'),
    indexes: fc.array(
      fc.record({
        labelname: fc.constantFrom('i', 'j', 'm1'),
        type: fc.constantFrom(...INDEX_TYPES),
        fixedSize: fc.constantFrom(0, 0, 3),
        implied: fc.boolean(),
        enumValues,
      }),
      { maxLength: 3 },
    ),
    lookups: fc.array(anyLookup, { maxLength: 3 }),
    regexExtracts: fc.constantFrom(
      new Map(),
      new Map([['X', [{ regex: /^(?:(.*))$/s, text: '(.*)', value: '$1' }]]]),
    ),
    datetimePattern: fc.constantFrom('', '%c', '%s', '%Y-%m-%d'),
    enumValues,
    offset: fc.constantFrom(0, -1.5),
    scale: fc.constantFrom(0, 1e-3),
    displayHint: fc.constantFrom(...HINTS),
  });
const anyModule: fc.Arbitrary<SnmpModule> = fc
  .tuple(...[1, 2, 3, 4].map(anyMetric))
  .map((metrics) => ({ ...snmpModule({ walk: ['1.3.1'] }), metrics }));
/** What the text format allows: labels with escaped quotes, and a number. */
const LINE = /^[a-z]\w*(?:\{(?:\w+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (?:[-+\d.e]+|NaN|[+-]Inf)$/u;

describe('a module that makes anything of anything', () => {
  const rows = fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.oneof(fc.nat(9), fc.nat(300)), { minLength: 1, maxLength: 9 }),
      soundValue,
    ),
    { maxLength: 30 },
  );

  it('makes lines of the text format, no series twice', () =>
    fc.assert(
      fc.asyncProperty(anyModule, rows, async (module, cells) => {
        const mib = Object.fromEntries(
          cells.map(([column, row, value]) => [`1.3.1.${column}.${row.join('.')}`, value] as const),
        );
        const drafts = new FamilyDrafts();
        const scrape = await scrapeDevice(module, new MemoryDevice(mib));
        expect(scrape.error).toBeNull();
        converted(scrape, drafts);
        const lines = drafts.finish().flatMap((family) => family.lines.trimEnd().split('\n'));
        for (const line of lines) expect(line).toMatch(LINE);
        const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
        expect(new Set(series).size).toBe(series.length);
      }),
      { numRuns: 150 },
    ));

  it('with hints of which some are none', () =>
    expect(HINTS.map((hint) => parseDisplayHint(hint) !== null)).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
    ]));
});
