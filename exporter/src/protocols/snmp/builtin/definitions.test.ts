import { describe, expect, it } from 'vitest';
import { readSnmpYml } from '../../../../../test/support/snmp-files.ts';
import { DEFAULT_AUTH } from '../config/auth.ts';
import { definitionsYaml } from '../config/write.ts';
import { METRIC_TYPES, type SnmpModule } from '../definition.ts';
import { formatOid } from '../oid.ts';
import { profileSection } from '../profile/settings.ts';
import { builtinModules, withBuiltins } from './definitions.ts';

const profile = profileSection.parse(undefined);
const NOTHING = readSnmpYml();
const { auths, modules } = withBuiltins(NOTHING, profile);
const all = [...modules.values()];

const covers = ({ walk, get }: SnmpModule, oid: string) =>
  [...walk, ...get]
    .map(formatOid)
    .some((root) => `${oid}.`.startsWith(`${root}.`) || `${root}.`.startsWith(`${oid}.`));

describe('what is built in', () => {
  it('is there without a file', () => {
    expect([...modules.keys()]).toEqual([
      ...['if_mib', 'system', 'ucd_memory', 'ucd_la_table', 'ucd_system_stats', 'ucd_disk_io', 'ucd'],
      ...['hrSystem', 'hrStorage', 'hrDevice', 'hrProcessor', 'hrSWRun', 'hrSWRunPerf', 'lldp', 'cdp'],
      ...[
        'profile',
        'fathom_minimal',
        'fathom_standard',
        'fathom_network',
        'fathom_performance',
        'fathom_full',
      ],
    ]);
    expect([...auths]).toEqual([
      ['public_v1', { ...DEFAULT_AUTH, version: 1 }],
      ['public_v2', DEFAULT_AUTH],
    ]);
  });

  it('gives way to what files define', () => {
    const files = readSnmpYml(
      'auths: {public_v2: {community: other}}\nmodules: {if_mib: {retries: 9}, own: {}}',
    );
    const merged = withBuiltins(files, profile);
    expect(merged.auths.get('public_v2')?.community).toBe('other');
    expect(merged.modules.get('if_mib')).toBe(files.modules.get('if_mib'));
    expect(merged.modules.has('own')).toBe(true);
    expect(merged.modules.has('system')).toBe(true);
  });

  it('is a snmp.yml', () => {
    const written = [...definitionsYaml({ auths, modules })].join('');
    expect(readSnmpYml(written).modules).toEqual(modules);
  });

  it.each(all.map((module) => [module.name, module] as const))('%s asks for what it shows', (_, module) => {
    const names = module.metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { oid, help, type, lookups, indexes } of module.metrics) {
      expect(METRIC_TYPES).toContain(type);
      expect(help.endsWith(` - ${formatOid(oid)}`)).toBe(true);
      const labels = new Set(indexes.map(({ labelname }) => labelname));
      for (const lookup of lookups) {
        for (const label of lookup.labels) expect(labels).toContain(label);
        labels.add(lookup.labelname);
      }
      const oids = [oid, ...lookups.flatMap((lookup) => (lookup.oid ? [lookup.oid] : []))];
      for (const each of oids) expect(covers(module, formatOid(each)), formatOid(each)).toBe(true);
    }
  });
});

describe('if_mib', () => {
  const ifMib = builtinModules(profile).find(({ name }) => name === 'if_mib');
  const metric = (name: string) => ifMib?.metrics.find((each) => each.name === name);

  it('has three names for each interface', () => {
    expect(
      metric('ifHCInOctets')?.lookups.map(({ labelname, oid }) => [labelname, formatOid(oid ?? [])]),
    ).toEqual([
      ['ifAlias', '1.3.6.1.2.1.31.1.1.1.18'],
      ['ifDescr', '1.3.6.1.2.1.2.2.1.2'],
      ['ifName', '1.3.6.1.2.1.31.1.1.1.1'],
    ]);
  });

  it('leaves the time to system, and the description to the labels', () => {
    expect(metric('sysUpTime')).toBeUndefined();
    expect(metric('ifDescr')).toBeUndefined();
  });

  it.each([
    [1, 'other'],
    [6, 'ethernetCsmacd'],
    [24, 'softwareLoopback'],
    [135, 'l2vlan'],
    [161, 'ieee8023adLag'],
    [272, 'vmwareNicTeam'],
    [273, undefined],
    [277, 'docsOfdmDownstream'],
    [308, 'lorawan'],
  ])('knows type %d as %s', (type, name) => expect(metric('ifType')?.enumValues.get(type)).toBe(name));
});
