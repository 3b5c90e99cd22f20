/** The section `ipmi` with the files that it names. */
import { describe, expect, it } from 'vitest';
import { UserError } from '../../model/errors.ts';
import { ipmiSection, type IpmiSection } from './section.ts';
import type { IpmiSettings, IpmiTargetSettings } from './settings.ts';

const FILE = `
modules:
  default: { user: monitor }
  own: { driver: OPENIPMI, collectors: [bmc] }
`;

function read(section: Partial<IpmiSection>, text = FILE): IpmiSettings {
  return ipmiSection.read(
    { allow: [], targets: [], local: null, ...section },
    [{ path: 'ipmi.yml', text }],
    {},
  );
}

const target = (address: string, module: string): IpmiTargetSettings => ({
  name: 'db1',
  address,
  module,
  interval: 60_000,
  labels: {},
});

describe('the BMC of this machine', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '::1', '[::1]', 'localhost:623'])(
    'may be the target %s',
    (address) => {
      expect(read({ targets: [target(address, 'own')] }).targets).toHaveLength(1);
    },
  );

  it('may be shown by a module for it', () => {
    expect(read({ local: 'own' }).modules.get('own')).toMatchObject({ driver: 'local', collectors: ['bmc'] });
  });

  it('needs no file', () => {
    const { modules } = read({ local: 'default' }, 'modules: { other: {} }');
    expect(modules.get('default')).toMatchObject({
      driver: 'local',
      collectors: ['ipmi', 'dcmi', 'bmc', 'chassis'],
    });
    expect([...modules.keys()]).toEqual(['other', 'default']);
  });
});

describe('a mistake', () => {
  it.each<[Partial<IpmiSection>, string]>([
    [{ local: 'none' }, 'ipmi.local: module none is not defined in ipmi.configFiles'],
    [
      { local: 'default' },
      'ipmi.local: module default is for BMCs over the network; expected one with `driver: OPENIPMI`',
    ],
    [
      { targets: [target('10.1.2.3', 'own')] },
      'ipmi.targets.0 (db1): the driver of module "own" is for the BMC of this machine: its only target is localhost',
    ],
    [
      { targets: [target('a/b', 'nobody')] },
      'ipmi.targets.0 (db1): \'target\' "a/b": expected host or host:port, with IPv6 addresses in brackets\n' +
        'ipmi.targets.0 (db1): module nobody is not defined in ipmi.configFiles',
    ],
  ])('%j is told', (section, message) => {
    expect(() => read(section)).toThrow(new UserError(message));
  });
});
