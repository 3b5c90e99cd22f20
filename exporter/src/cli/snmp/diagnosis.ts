/** What was found out about a device, for people. */
import type { ErrorCode } from '../../model/errors.ts';
import type { Version } from '../../model/snmp.ts';
import { printable } from '../printable.ts';
import { table } from '../table.ts';

export interface SystemFacts {
  readonly name: string | null;
  readonly description: string | null;
  readonly objectId: string | null;
  readonly location: string | null;
  readonly uptime: string | null;
}

export interface ModuleResult {
  readonly name: string;
  /** Lines that a scrape of it would have. */
  readonly series: number;
  /** That the device sent. */
  readonly values: number;
  readonly seconds: number;
  readonly requests: number;
  readonly retries: number;
  /** OIDs that it asks for. */
  readonly walks: readonly string[];
  readonly error: string | null;
}

export interface Diagnosis {
  readonly target: string;
  /** Its name in `snmp.targets`. */
  readonly configuredAs: string | null;
  readonly addresses: readonly string[];
  /** Whether /snmp of a server with this configuration would ask it. */
  readonly allowed: boolean;
  /** In the order in which they were tried: the last one is the one that works, if any. */
  readonly auths: readonly {
    readonly name: string;
    readonly version: Version;
    readonly ms: number | null;
    readonly error: { readonly code: ErrorCode; readonly message: string } | null;
  }[];
  readonly system: SystemFacts | null;
  /** Of version 3, as far as the device shows it. */
  readonly engine: {
    readonly id: string | null;
    readonly boots: string | null;
    readonly seconds: string | null;
  } | null;
  readonly modules: readonly ModuleResult[];
  readonly ok: boolean;
  /** Why it was not even asked. */
  readonly problem: string | null;
}

const VERSIONS: Readonly<Record<Version, string>> = { 1: '1', 2: '2c', 3: '3' };

export function diagnosisText(diagnosis: Diagnosis): string {
  const { target, configuredAs, addresses, allowed, problem } = diagnosis;
  const known = configuredAs === null ? '' : ` (${configuredAs} of snmp.targets)`;
  const lines = [`${target}${known}`];
  if (problem !== null) return text([...lines, bad(problem)]);
  lines.push(good(`address ${addresses.join(', ')}`));
  lines.push(
    allowed
      ? good('may be asked over HTTP: /snmp serves it')
      : bad(`may not be asked over HTTP: add ${addresses[0] ?? target} to snmp.allow, or it to snmp.targets`),
  );
  return text([...lines, ...authLines(diagnosis), ...systemLines(diagnosis), ...moduleLines(diagnosis)]);
}

const good = (line: string) => `  ok    ${line}`;
const bad = (line: string) => `  FAIL  ${line}`;
const note = (line: string) => `        ${line}`;
const text = (lines: readonly string[]) => lines.map((line) => `${printable(line)}\n`).join('');

function authLines({ auths, system }: Diagnosis): string[] {
  const lines = auths.map(({ name, version, ms, error }) => {
    const who = `auth ${name} (version ${VERSIONS[version]})`;
    return error === null ? good(`${who} is answered in ${ms} ms`) : bad(`${who}: ${error.message}`);
  });
  // Who answers that he does not let us in has said why.
  const silent = auths.filter(({ error }) => error?.code === 'timeout');
  if (system !== null || silent.length === 0) return lines;
  const versions = new Set(silent.map(({ version }) => version));
  return [...lines, note('What to check:'), ...whatToCheck(versions).map((hint) => note(`- ${hint}`))];
}

function whatToCheck(versions: ReadonlySet<Version>): string[] {
  const communities = versions.has(1) || versions.has(2);
  return [
    'Is the device on, and is this its address? ping it.',
    'Is SNMP on there, and does it listen on that address? net-snmp asks for agentAddress; by default it listens on 127.0.0.1 only.',
    'Do firewalls in between, and the access list of the device, let this machine in (UDP, the port above)?',
    ...(communities
      ? [
          'A wrong community is answered with silence: is it right (--community-file, --auth), in upper and lower case?',
        ]
      : []),
    ...(communities ? ['Does the device speak versions 1 and 2c at all? Many have version 3 only.'] : []),
    ...(versions.has(3)
      ? [
          'Of version 3: unknown user name, wrong digest and not in time window are answers; silence is not about the password of the user, but may be about the one that encrypts.',
        ]
      : []),
  ];
}

function systemLines({ system, engine }: Diagnosis): string[] {
  if (!system) return [];
  const facts = [
    ['name', system.name],
    ['description', system.description],
    ['sysObjectID', system.objectId],
    ['location', system.location],
    ['up for', system.uptime],
    [
      'engine',
      engine &&
        `${engine.id ?? 'not shown'}, boots ${engine.boots ?? '?'}, up for ${engine.seconds ?? '?'} s`,
    ],
  ] as const;
  return facts.flatMap(([what, value]) => (value ? [note(`${what}: ${value}`)] : []));
}

function moduleLines({ modules }: Diagnosis): string[] {
  if (modules.length === 0) return [];
  const rows = modules.map(({ name, series, values, seconds, requests, retries }) => [
    name,
    String(series),
    String(values),
    `${seconds.toFixed(3)} s`,
    String(requests),
    String(retries),
  ]);
  const head = ['MODULE', 'SERIES', 'VALUES', 'TIME', 'REQUESTS', 'RETRIES'];
  const lines = table(head, rows, head.slice(1)).split('\n').map(note);
  const troubles = modules.flatMap(({ name, series, walks, error }) => {
    if (error !== null) return [bad(`module ${name}: ${error}`)];
    if (series > 0) return [];
    return [
      bad(
        `module ${name}: the device has nothing of it (${walks.slice(0, 3).join(', ')}); is its view restricted?`,
      ),
    ];
  });
  return [...lines, ...troubles];
}
