import { printJson, printYaml } from '../app/config/print.ts';
import { loadFrom } from './load.ts';

export function check(argv: readonly string[]): void {
  const { files } = loadFrom(argv);
  const read = files.length === 0 ? 'no file, all defaults' : files.join(', ');
  process.stdout.write(`configuration: ok (${read})\n`);
}

export function print(json: boolean, argv: readonly string[]): void {
  const loaded = loadFrom(argv);
  process.stdout.write(json ? printJson(loaded) : printYaml(loaded));
}
