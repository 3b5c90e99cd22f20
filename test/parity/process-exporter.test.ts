import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCommand } from '../support/peer.ts';
import { AllowList } from './allow-list.ts';
import { parseExposition } from './exposition.ts';
import { COMMAND, pause, Programs, type Setup, type Sides, startSides } from './process-exporter.ts';

/** Idle but for what SIGUSR2 makes it do: burn CPU, and write and read a file past the page cache. */
const WORKER = `
const { closeSync, fsyncSync, openSync, readFileSync, writeSync } = require('node:fs');
const [file] = process.argv.slice(2);
process.on('SIGUSR2', () => {
  const before = process.cpuUsage();
  while (process.cpuUsage(before).user < 400_000) JSON.parse(JSON.stringify(process.versions));
  const out = openSync(file, 'w');
  for (let i = 0; i < 4; i += 1) writeSync(out, Buffer.alloc(1024 * 1024, i));
  fsyncSync(out);
  closeSync(out);
  readFileSync(file);
  console.log('worked');
});
setInterval(() => {}, 2 ** 30);
console.log('ready');
`;

const ACCEPTED = {
  namedprocess_scrape_partial_errors: 'the peer also counts processes that it does not track',
};

const installed = await hasCommand(COMMAND);
if (!installed && process.env['CI'] === 'true') throw new Error(`${COMMAND} is not installed`);

describe.skipIf(!installed)(`beside ${COMMAND} (skipped when it is not installed)`, () => {
  let programs: Programs;
  let sides: Sides | undefined;
  beforeEach(() => (programs = new Programs()));
  afterEach(async () => {
    programs.end();
    await sides?.stop();
  });
  const begin = async (setup: Setup) => (sides = await startSides(programs.folder, setup));

  /** Both agree; returns our values of a family, by the name of the group. */
  async function agree() {
    const allowList = new AllowList(ACCEPTED);
    const compared = await sides?.compare(allowList);
    expect(compared?.differences).toEqual([]);
    expect(allowList.stale()).toEqual([]);
    const families = parseExposition(compared?.ours ?? '');
    const values = (family: string) => {
      const sums: Record<string, number> = {};
      for (const { labels, value } of families.get(`namedprocess_namegroup_${family}`)?.samples ?? []) {
        const group = labels['groupname'] ?? '';
        sums[group] = (sums[group] ?? 0) + value;
      }
      return sums;
    };
    return { families, values };
  }

  it('shows processes with threads, children and a past alike', async () => {
    const { look } = await begin({
      processNames: [
        {
          name: '{{.Matches.role}}:{{.ExeBase}}:{{.Username}}',
          cmdline: ['parity', '--role=(?P<role>[[:alpha:]]+)'],
        },
        { comm: ['fathom-tree'] },
        { name: 'brief {{.Comm}}', exe: ['fathom-brief'] },
      ],
    });
    writeFileSync(join(programs.folder, 'worker.cjs'), WORKER);
    const worker = programs.start('fathom-worker', process.execPath, [
      join(programs.folder, 'worker.cjs'),
      join(programs.folder, 'data'),
      'parity',
      '--role=alpha',
    ]);
    await once(worker.stdout ?? worker, 'data');
    programs.start('fathom-tree', '/bin/sh', ['-c', 'sleep 300 & sleep 300 & (sleep 300 & wait) & wait']);
    const brief = programs.start('fathom-brief', '/bin/sleep', ['300']);
    await pause(1000);

    // Counters by thread begin when a thread is first seen: both see them while they are idle, then they work.
    await look();
    brief.kill();
    worker.kill('SIGUSR2');
    await Promise.all([once(brief, 'exit'), once(worker.stdout ?? worker, 'data')]);
    await pause(500);

    const { families, values } = await agree();
    const role = `alpha:fathom-worker:${userName()}`;
    expect(values('num_procs')).toEqual({ [role]: 1, 'fathom-tree': 5, 'brief fathom-brief': 0 });
    expect(values('cpu_seconds_total')[role]).toBeGreaterThanOrEqual(0.3);
    expect(values('thread_count')[role]).toBeGreaterThan(4);
    expect(families.size).toBeGreaterThanOrEqual(22);
  }, 60_000);

  it('names groups alike', async () => {
    const names = [
      '{{.PID}}',
      '{{.StartTime}}',
      '{{.Cgroups}}',
      '{{index .Cgroups 0}}|{{ index .Cgroups 99 }}never',
      '{{.ExeFull}} {{- .Comm -}} !',
      '{{.Matches.number}}{{.Matches.none}}{{index .Matches "none"}}{{index .Matches `number`}}',
      '',
    ];
    const processNames = names.map((name, i) => ({
      name,
      exe: [`fathom-name-${i}`],
      cmdline: ['\\s(?P<number>3\\d*)$', '(?i)FATHOM-[a-z]+-[[:digit:]]\\b'],
    }));
    await begin({ processNames });
    for (const i of names.keys()) programs.start(`fathom-name-${i}`, '/bin/sleep', ['300']);
    await pause(500);
    const { values } = await agree();
    expect(Object.values(values('num_procs'))).toEqual(names.map(() => 1));
  }, 60_000);

  it('selects by flags alike', async () => {
    const mapping = ['fathom-mapped', '(no)?\\s(3[0-9]+)$', 'fathom-unnamed', '\\s([0-9])'];
    await begin({
      peerFlags: ['-procnames=fathom-plain,fathom-mapped', `-namemapping=${mapping.join(',')}`],
      config: { procnames: ['fathom-plain', 'fathom-mapped'], namemapping: mapping },
    });
    const sleep = (name: string, seconds: string) => programs.start(name, '/bin/sleep', [seconds]);
    sleep('fathom-plain', '300');
    sleep('fathom-mapped', '301');
    sleep('fathom-unnamed', '400');
    sleep('fathom-other', '500');
    await pause(500);
    const { values } = await agree();
    expect(values('num_procs')).toEqual({
      'fathom-plain': 1,
      'fathom-mapped:301': 1,
      'fathom-unnamed:4': 1,
    });
  }, 60_000);

  it.each([
    [false, { 'fathom-after': 1 }],
    [true, { 'fathom-before': 1, 'fathom-after': 1 }],
  ])(
    'looks again at what did not match, without children and smaps, tracked before: %s',
    async (tracked, expected) => {
      const after = programs.link('fathom-after', '/bin/sleep');
      const other = programs.link('fathom-other', '/bin/sleep');
      const script = (next: string) => `trap 'exec ${next} 300' USR1; while :; do sleep 0.05; done`;
      const { look } = await begin({
        processNames: [{ name: '{{.Comm}}', comm: ['fathom-after', ...(tracked ? ['fathom-before'] : [])] }],
        peerFlags: ['-children=false', '-recheck', '-gather-smaps=false'],
        config: { children: false, recheck: true, gatherSmaps: false },
      });
      const late = programs.start('fathom-late', '/bin/sh', ['-c', script(after)]);
      const before = programs.start('fathom-before', '/bin/sh', ['-c', script(other)]);
      await pause(500);
      await look();
      late.kill('SIGUSR1');
      before.kill('SIGUSR1');
      await pause(500);
      const { values } = await agree();
      expect(values('num_procs')).toEqual(expected);
    },
    60_000,
  );
});

function userName(): string {
  const uid = String(process.geteuid?.());
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.split(':')[2] === uid);
  return line?.split(':')[0] ?? uid;
}
