/** `npm run bench [-- name…]`: runs the benches one after the other, each in a process of its own. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Table from 'cli-table3';
import { buildExporter } from '../../scripts/steps/build-exporter.mjs';
import type { BenchResult } from './result.ts';

const FOLDER = import.meta.dirname;
const ROOT = join(FOLDER, '../..');
/** Marks the line with the results among whatever a bench prints. */
const MARK = 'bench results: ';
const TIMEOUT_MS = 15 * 60_000;
/** Of a bench that says that it is `LONG`. */
const LONG_TIMEOUT_MS = 3 * 3600_000;

interface Row extends BenchResult {
  readonly bench: string;
}

function benches(filters: readonly string[]): string[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const bare = names.map((name) => name.slice(0, -'.ts'.length));
  const runnable = bare.filter((name) => /^export (async )?function run\(/m.test(textOf(name)));
  return runnable.filter((name) =>
    isLong(name)
      ? filters.includes(name)
      : filters.length === 0 || filters.some((filter) => name.includes(filter)),
  );
}

const textOf = (name: string) => readFileSync(join(FOLDER, `${name}.ts`), 'utf8');
/** Such a bench runs only when it is asked for by its whole name. */
const isLong = (name: string) => /^export const LONG = true;$/m.test(textOf(name));

/** @throws Error when the bench fails. */
function runBench(name: string): Promise<Row[]> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', import.meta.resolve('tsx'), import.meta.filename, '--run', name],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: isLong(name) ? LONG_TIMEOUT_MS : TIMEOUT_MS,
    },
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const line = output.split('\n').find((each) => each.startsWith(MARK));
      if (code !== 0 || line === undefined)
        reject(new Error(`${name} ended with ${signal ?? String(code)}\n${output}`));
      else
        resolve(
          (JSON.parse(line.slice(MARK.length)) as BenchResult[]).map((result) => ({
            bench: name,
            ...result,
          })),
        );
    });
  });
}

const isMet = ({ value, target, better }: BenchResult) =>
  better === 'lower' ? value <= target : value >= target;
const shown = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 4 });

function table(rows: readonly Row[]): string {
  const made = new Table({
    head: ['BENCH', 'WHAT', 'VALUE', 'TARGET', 'RATIO', '', 'NOTE'],
    style: { head: [], border: [] },
  });
  for (const row of rows) {
    const target = `${row.better === 'lower' ? '≤' : '≥'} ${shown(row.target)}`;
    const ratio = (row.value / row.target).toFixed(2);
    made.push([
      row.bench,
      row.name,
      `${shown(row.value)} ${row.unit}`,
      target,
      ratio,
      isMet(row) ? 'ok' : 'MISSED',
      row.note ?? '',
    ]);
  }
  return made.toString();
}

async function main(filters: readonly string[]): Promise<void> {
  const names = benches(filters);
  if (names.length === 0)
    throw new Error(`no bench like ${filters.join(', ')}; there are ${benches([]).join(', ')}`);
  await buildExporter(ROOT);
  const rows: Row[] = [];
  for (const name of names) {
    console.log(`${name} …`);
    try {
      rows.push(...(await runBench(name)));
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    }
  }
  console.log(table(rows));
  if (!rows.every(isMet)) process.exitCode = 1;
}

const [flag, name = ''] = process.argv.slice(2);
if (flag === '--run') {
  const { run } = (await import(pathToFileURL(join(FOLDER, `${name}.ts`)).href)) as {
    run: () => Promise<BenchResult[]>;
  };
  console.log(MARK + JSON.stringify(await run()));
  process.exit(0);
} else {
  await main(process.argv.slice(2));
}
