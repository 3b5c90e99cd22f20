/** `npm run new <kind> <id> …`: modules that do nothing much, their tests that pass, and what is generated from them. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KINDS, type Kind } from '../exporter/src/contract/module.ts';
import { template } from './new/templates.ts';

const ROOT = resolve(import.meta.dirname, '..');

function kindOf(word: string | undefined): Kind {
  const kind = KINDS.find((each) => each === word || `${each}s` === word);
  if (!kind) throw new Error(`${word ?? 'nothing'} is no kind of module; there are ${KINDS.join(', ')}`);
  return kind;
}

function idOf(word: string | undefined): string {
  if (word !== undefined && word.length <= 50 && /^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(word)) return word;
  throw new Error(
    `${word ?? 'nothing'} is no id; expected small letters, digits and single hyphens (or underscores, where a peer has them), such as disk-health`,
  );
}

interface Wanted {
  readonly kind: Kind;
  readonly id: string;
  /** Below the project's folder. */
  readonly path: string;
}

/** The modules that pairs of words name; none of them is there. */
function wantedBy(words: readonly string[]): Wanted[] {
  const wanted: Wanted[] = [];
  for (let i = 0; i < Math.max(words.length, 1); i += 2) {
    const kind = kindOf(words[i]);
    const id = idOf(words[i + 1]);
    const path = `exporter/src/modules/${kind}s/${id}`;
    if (existsSync(join(ROOT, path))) throw new Error(`${path} is already there`);
    wanted.push({ kind, id, path });
  }
  return wanted;
}

function create({ kind, id, path }: Wanted): void {
  const folder = join(ROOT, path);
  mkdirSync(folder, { recursive: true });
  const { module, test } = template(kind, id);
  writeFileSync(join(folder, 'module.ts'), module);
  writeFileSync(join(folder, 'module.test.ts'), test);
}

try {
  const wanted = wantedBy(process.argv.slice(2));
  for (const each of wanted) create(each);
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const { status } = spawnSync(tsx, [join(ROOT, 'scripts/generate.ts')], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run generate failed');
  for (const { path } of wanted)
    console.log(
      `\n${path} is there. Next:\n  1. edit module.ts\n  2. npm test -- ${path}\n  3. npm run generate`,
    );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('usage: npm run new <kind> <id> [<kind> <id> …]');
  process.exitCode = 2;
}
