import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../../test/support/command-line.ts';
import { type SnmpAgent, startSnmpAgent } from '../../../../test/support/snmp-agent/start.ts';
import {
  AUTH_PASSWORD,
  PRIV_PASSWORD,
  SNMPD,
  type SnmpDaemon,
  startSnmpd,
} from '../../../../test/support/snmp-daemons.ts';
import { hasTool } from '../../../../test/support/tool.ts';

let cwd: string;
let cli: CommandLine;
let agent: SnmpAgent;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-cli-snmp-'));
  cli = await commandLine(cwd);
  agent = await startSnmpAgent({ interfaces: 60, community: 'of the tests' });
});
afterAll(async () => {
  await agent.stop();
  rmSync(cwd, { recursive: true });
});

const start: CommandLine['start'] = (args, env) => cli.start(['snmp', ...args], env);
const snmp = (args: readonly string[], env?: Record<string, string>) => start(args, env).ended;
const IT = { SNMP_COMMUNITY: 'of the tests' };
const IMPATIENT = ['-t', '0.1', '-r', '0'];

describe('fathom snmp walk', () => {
  it('shows what is below a name, with types', async () => {
    const { code, out, err } = await snmp(['walk', agent.target, 'ifDescr'], IT);
    expect({ code, err, lines: out.split('\n').length }).toEqual({ code: 0, err: '', lines: 61 });
    expect(out).toMatch(/^ifDescr\.1 = STRING: GigabitEthernet1\/0\/1\nifDescr\.2 = /);
  });

  it.each<[string[], string]>([
    [['sysUpTime'], 'sysUpTime.0 = Timeticks: (123456789) 14d 6h\n'],
    [['1.3.6.1.2.1.1.2.0'], 'sysObjectID.0 = OID: 1.3.6.1.4.1.8072.3.2.10\n'],
    [['ifPhysAddress.3'], 'ifPhysAddress.3 = Hex-STRING: 02 00 00 00 00 03\n'],
    [['ifAlias.3', '-v', '1'], 'ifAlias.3 = STRING: \n'],
    [['ifHCInOctets.1'], 'ifHCInOctets.1 = Counter64: 2654443724307283\n'],
  ])('%j', async (args, line) => {
    const { code, out } = await snmp(['walk', agent.target, ...args], IT);
    expect(out).toBe(line);
    expect(code).toBe(0);
  });

  it('prints JSON, and stops at the limit', async () => {
    const { code, out, err } = await snmp(['walk', agent.target, '--json', '--limit', '2'], IT);
    expect(JSON.parse(out)).toMatchObject({
      target: agent.target,
      objects: [{ oid: '1.3.6.1.2.1.1.1.0', name: 'sysDescr.0', type: 'STRING' }, { type: 'OID' }],
    });
    expect([code, err]).toEqual([0, 'fathom: stopped after 2 values (--limit)\n']);
  });

  it.each<[string, string[], number, RegExp]>([
    ['nothing there', ['1.3.6.1.4.1.99'], 1, /has nothing at or below 1\.3\.6\.1\.4\.1\.99/],
    ['no such name', ['ifDesc'], 2, /did you mean ifDescr\?/],
    ['no number', ['--limit', 'x'], 2, /--limit x: expected a number from 1/],
    ['a wrong community', ['-c', 'hunter2', ...IMPATIENT], 1, /no answer from .*is the community right/],
  ])('says so: %s', async (_, args, code, message) => {
    const ended = await snmp(['walk', agent.target, ...args], IT);
    expect(ended).toEqual({ code, out: '', err: expect.stringMatching(message) as string });
    expect(ended.err).not.toContain('hunter2');
  });

  it('ends when it is interrupted', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const asked = once(silent, 'message');
    const { child, ended } = start(['walk', `127.0.0.1:${silent.address().port}`, '-t', '60']);
    await asked;
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, out: '', err: '' });
    silent.close();
  });
});

describe('fathom snmp test', () => {
  it('tells how a device answers, and what it has', async () => {
    const { code, out } = await snmp(['test', agent.target], IT);
    expect(out).toMatch(/ok {4}auth as given \(version 2c\) is answered in/);
    expect(out).toMatch(/name: sim-switch-1\n/);
    expect(out).toMatch(/if_mib +\d{4} +\d{4} /);
    expect(code).toBe(0);
  });

  it('fails for a module that the device has nothing of', async () => {
    const { code, out } = await snmp(['test', agent.target, '--module', 'system,cdp', '--json'], IT);
    const { modules, ok, allowed } = JSON.parse(out) as {
      modules: { series: number }[];
      ok: boolean;
      allowed: boolean;
    };
    expect([code, ok, allowed, modules.map(({ series }) => series > 0)]).toEqual([
      1,
      false,
      true,
      [true, false],
    ]);
  });

  it.each<[string, string[], RegExp]>([
    [
      'a wrong community',
      ['-c', 'hunter2', ...IMPATIENT],
      /FAIL {2}auth as given, as version 1 .*A wrong community is answered with silence/s,
    ],
    ['no auth that is known', IMPATIENT, /FAIL {2}auth public_v2.*FAIL {2}auth public_v1/s],
  ])('says what to check: %s', async (_, args, text) => {
    const { code, out } = await snmp(['test', agent.target, ...args]);
    expect(out).toMatch(text);
    expect(out).not.toContain('hunter2');
    expect(code).toBe(1);
  });

  it('knows a name that does not exist', async () => {
    const { code, out } = await snmp(['test', 'nowhere.invalid', ...IMPATIENT]);
    expect([code, out]).toEqual([1, expect.stringMatching(/FAIL {2}nowhere\.invalid: the name/)]);
  });

  it('says who may not be asked over HTTP', async () => {
    const { out } = await snmp(['test', '192.0.2.1', ...IMPATIENT]);
    expect(out).toMatch(/FAIL {2}may not be asked over HTTP: add 192\.0\.2\.1 to snmp\.allow/);
  });
});

describe.skipIf(!hasTool(SNMPD))('of version 3', () => {
  let daemon: SnmpDaemon;
  beforeAll(async () => {
    daemon = await startSnmpd([{ name: 'monitor', auth: 'SHA', priv: 'AES' }]);
  });
  afterAll(() => daemon.stop());
  const secrets = (auth: string) => ({ SNMP_AUTH_PASSWORD: auth, SNMP_PRIV_PASSWORD: PRIV_PASSWORD });

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    [
      'is asked',
      ['-u', 'monitor'],
      secrets(AUTH_PASSWORD),
      0,
      /\(version 3\) is answered.*engine: 80 00 1F 88/s,
    ],
    ['a wrong user', ['-u', 'nobody'], secrets(AUTH_PASSWORD), 1, /FAIL.*unknown username: [^\n]*\n$/],
    ['a wrong password', ['-u', 'monitor'], secrets('wrong-password'), 1, /FAIL.*wrong digest: [^\n]*\n$/],
  ])('%s', async (_, args, env, code, text) => {
    const ended = await snmp(['test', daemon.target, '--module', 'system', ...args], env);
    expect(ended.out).toMatch(text);
    expect(ended.code).toBe(code);
  });
});

describe('fathom snmp profile', () => {
  it('cannot write without a file, and says how to make one', async () => {
    expect(await snmp(['profile', 'use', 'full'])).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(
        /there is no configuration file .*touch fathom\.yml.*--config\.file/,
      ) as string,
    });
  });

  it('shows each metric', async () => {
    const { out } = await snmp(['profile', 'show']);
    expect(out).toMatch(/^profile minimal: 5 of 29 metrics\n\nMETRIC +CATEGORY +ON /);
    expect(out).toMatch(/^hrProcessorLoad +cpu +no +70 +90 /m);
  });

  it('writes what is chosen into the file behind a link, and leaves the rest and its permissions', async () => {
    const file = join(cwd, 'own.yml');
    const link = join(cwd, 'link.yml');
    writeFileSync(file, '# mine\ntenant: acme # theirs\n');
    chmodSync(file, 0o600);
    symlinkSync(file, link);
    const flags = [`--config.file=${link}`];
    const results = [
      await snmp(['profile', 'use', 'standard', ...flags]),
      await snmp(['profile', 'enable', 'load', ...flags]),
      await snmp(['profile', 'disable', 'cpu', ...flags]),
      await snmp(['profile', 'enable', 'ifType', ...flags]),
    ];
    expect(results.map(({ code, err }) => [code, err])).toEqual(results.map(() => [0, '']));
    expect(results.map(({ out }) => /: profile (.*)\n/.exec(out)?.[1])).toEqual([
      'standard: 13 of 29 metrics',
      'standard: 16 of 29 metrics, with load',
      'standard: 15 of 29 metrics, with load, without cpu',
      'standard: 16 of 29 metrics, with load, without cpu',
    ]);
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\ntenant: acme # theirs\nsnmp:\n  profile:\n    name: standard\n    enable: [ load ]\n    disable: [ cpu ]\n    metrics:\n      ifType: true\n',
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await snmp(['profile', 'use', 'full', ...flags], { FATHOM_SNMP_PROFILE_NAME: 'minimal' });
    expect(again.out).toContain('but snmp.profile.name is set by environment FATHOM_SNMP_PROFILE_NAME');
    expect(readFileSync(file, 'utf8')).toBe(
      '# mine\ntenant: acme # theirs\nsnmp:\n  profile:\n    name: full\n',
    );
  });

  it.each<[string[], RegExp]>([
    [['use', 'fulll'], /fulll is no profile; did you mean full\?; there are minimal, standard/],
    [['enable', 'disk'], /disk is no category; .*there are system, cpu/],
    [['disable', 'ifTyp'], /did you mean ifType\?/],
  ])('refuses %j', async (args, message) => {
    writeFileSync(join(cwd, 'fathom.yml'), '');
    const ended = await snmp(['profile', ...args]);
    expect([ended.code, ended.err]).toEqual([2, expect.stringMatching(message)]);
  });
});
