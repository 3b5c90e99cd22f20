import { hostIdentity } from '../app/host-identity.ts';
import { type FathomConfig, type ModuleSettings, settingsOf } from '../app/config/schema.ts';
import { scannerRunner } from '../app/modules.ts';
import { openPorts } from '../app/ports.ts';
import { MODULES } from '../app/registry.ts';
import type { ProcessTable } from '../contract/ports.ts';
import type { AnyScanner } from '../contract/module.ts';
import { UserError } from '../model/errors.ts';
import type { RunnerEnvironment } from '../runtime/module-runner.ts';
import { openAssetFiles } from '../store/aav.ts';
import { loadFrom } from './load.ts';
import { scanTables, type ScanResult } from './scan-tables.ts';

/** The share of a core a process uses is taken over this time; before, only its average since it started is known. */
const CPU_SAMPLE_MS = 1000;

/** Runs one scanner, or all, in this process, and prints what they found. */
export async function scan(
  what: string,
  options: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Promise<void> {
  const { config } = loadFrom([...flagsOf(what, options), ...argv]);
  const scanners = MODULES.filter((module): module is AnyScanner => module.kind === 'scanner').filter(
    (scanner) => scanner.id === what || (what === 'all' && settingsOf(config, scanner).enabled),
  );
  checkPlacesToLook(what, config);
  const opened = openPorts(config, Date.now);
  try {
    const environment = { ports: opened.ports, host: hostIdentity(config, opened.ports.os), now: Date.now };
    if (scanners.some(({ needs }) => (needs as readonly string[]).includes('processes'))) {
      await measureCpu(opened.ports.processes);
    }
    const results = await Promise.all(
      scanners.map((scanner) => {
        const settings = settingsOf(config, scanner);
        return runOnce(scanner, settings, environment);
      }),
    );
    if (config.assets.dir !== null) await writeFiles(config.assets.dir, config.tenant, results);
    report(results, options['json'] === true);
  } finally {
    await opened.close();
  }
}

function checkPlacesToLook(what: string, { snmp, ipmi, redfish, scanners }: FathomConfig): void {
  const rangesOf = (id: string) =>
    ((scanners[id]?.options ?? {}) as { readonly ranges?: readonly string[] }).ranges ?? [];
  const places: Readonly<Record<string, readonly unknown[]>> = {
    snmp: [...snmp.targets, ...rangesOf('snmp')],
    ipmi: [...ipmi.targets, ...rangesOf('ipmi'), ...(ipmi.local === null ? [] : [ipmi.local])],
    redfish: [...redfish.targets, ...redfish.configFiles],
  };
  const isNowhere = places[what]?.length === 0;
  if (!isNowhere) return;
  throw new UserError(
    what === 'redfish'
      ? 'nowhere to look: set redfish.targets or redfish.configFiles in fathom.yml'
      : `nowhere to look: give --range 10.0.0.0/24, or set ${what}.targets or scanners.${what}.ranges in fathom.yml`,
  );
}

/** Two passes; the scanners take the second one, which is young enough for them. */
async function measureCpu(processes: ProcessTable): Promise<void> {
  await processes.snapshot(0);
  await new Promise((resolve) => setTimeout(resolve, CPU_SAMPLE_MS));
  await processes.snapshot(0);
}

async function runOnce(
  scanner: AnyScanner,
  settings: ModuleSettings,
  environment: RunnerEnvironment,
): Promise<ScanResult> {
  const runner = scannerRunner(scanner, settings, environment);
  const outcome = await runner.run(settings.timeout ?? 0);
  const { lastError } = runner.status;
  const error = lastError ? `${lastError.code}: ${lastError.message}` : null;
  await runner.stop();
  if (!outcome.ok) return { scanner: scanner.id, assets: [], complete: false, error };
  return { scanner: scanner.id, ...outcome.value, error };
}

/** A file that is there already says since when its asset is known. */
async function writeFiles(folder: string, tenant: string, results: readonly ScanResult[]): Promise<void> {
  const warn = (fields: object, message: string) =>
    process.stderr.write(`fathom: ${message}: ${JSON.stringify(fields)}\n`);
  const files = await openAssetFiles({ folder, log: { info: () => undefined, warn, error: warn } });
  const known = new Map((await files.read()).map((asset) => [asset.id, asset.firstSeen]));
  const now = new Date().toISOString();
  const assets = results.flatMap(({ scanner, assets: found }) =>
    found.map((draft) => ({
      ...draft,
      tenant,
      source: scanner,
      status: 'active' as const,
      firstSeen: known.get(draft.id) ?? now,
      lastSeen: now,
    })),
  );
  await files.write(assets);
}

function report(results: readonly ScanResult[], json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify({ results }, null, 2)}\n`);
  else process.stdout.write(`${scanTables(results)}\n`);
  const failed = results.filter(({ assets, error }) => error !== null && assets.length === 0);
  if (failed.length > 0)
    throw new UserError(failed.map(({ scanner, error }) => `${scanner}: ${error}`).join('\n'), 1);
}

/** Options of `scan` and the flags of the configuration that they stand for. */
const FLAGS: Readonly<Record<string, string>> = {
  assetsDir: '--assets-dir',
  includeStats: '--scanner.ports.include-stats',
  trackConnections: '--scanner.ports.track-connections',
  minCpu: '--scanner.processes.min-cpu-percent',
  minCpuPercent: '--scanner.processes.min-cpu-percent',
  minMemoryMb: '--scanner.processes.min-memory-mb',
  excludeSystem: '--scanner.processes.exclude-system',
};

/** Of a scanner that looks in ranges. */
const rangeFlags = (scanner: string): Readonly<Record<string, string>> => ({
  range: `--scanner.${scanner}.ranges`,
  auth: `--scanner.${scanner}.auths`,
  module: `--scanner.${scanner}.modules`,
  port: `--scanner.${scanner}.port`,
  rate: `--scanner.${scanner}.max-per-second`,
});

function flagsOf(what: string, options: Readonly<Record<string, unknown>>): string[] {
  return Object.entries({ ...FLAGS, ...rangeFlags(what) }).flatMap(([name, flag]) =>
    name in options ? [options[name]].flat().map((value) => `${flag}=${String(value)}`) : [],
  );
}
