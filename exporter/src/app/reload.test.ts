import { describe, expect, it } from 'vitest';
import type { FathomConfig } from './config/schema.ts';
import { refuseFixedChanges } from './reload.ts';

const config = (change: object): FathomConfig =>
  ({
    web: { listenAddress: [':9797'] },
    data: { dir: 'a' },
    collectors: { cpu: { enabled: true } },
    snmp: { sourceAddress: null, allow: [] },
    ...change,
  }) as unknown as FathomConfig;

describe('refuseFixedChanges', () => {
  it('lets modules change', () => {
    expect(() => refuseFixedChanges(config({}), config({ collectors: {} }))).not.toThrow();
    const allow = { sourceAddress: null, allow: ['x'] };
    expect(() => refuseFixedChanges(config({}), config({ snmp: allow }))).not.toThrow();
  });

  it('names what only a restart can change', () => {
    expect(() => refuseFixedChanges(config({}), config({ web: {}, data: { dir: 'b' } }))).toThrow(
      'configuration: a change of web, data needs a restart; nothing was changed',
    );
  });

  it('names a single key where the rest of the section may change', () => {
    const snmp = { sourceAddress: '127.0.0.1', allow: [] };
    expect(() => refuseFixedChanges(config({}), config({ snmp }))).toThrow(
      'a change of snmp.sourceAddress needs a restart',
    );
  });
});
