/** `npm run new <kind> <id>`: a module that does nothing much, its test that passes, and what is generated from it. */
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

function create(kind: Kind, id: string): string {
  const path = `exporter/src/modules/${kind}s/${id}`;
  const folder = join(ROOT, path);
  if (existsSync(folder)) throw new Error(`${path} is already there`);
  mkdirSync(folder, { recursive: true });
  const { module, test } = template(kind, id);
  writeFileSync(join(folder, 'module.ts'), module);
  writeFileSync(join(folder, 'module.test.ts'), test);
  return path;
}

try {
  const [kind, id] = process.argv.slice(2);
  const path = create(kindOf(kind), idOf(id));
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  const { status } = spawnSync(tsx, [join(ROOT, 'scripts/generate.ts')], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm run generate failed');
  console.log(
    `\n${path} is there. Next:\n  1. edit module.ts\n  2. npm test -- ${path}\n  3. npm run generate`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error('usage: npm run new <kind> <id>');
  process.exitCode = 2;
}
