import type { ProcessInfo } from '../../../model/process.ts';

/** Names that malware goes by and that nothing else should. */
export const SUSPICIOUS_NAMES = [
  'malware',
  'cryptominer',
  'xmrig',
  'minerd$',
  'cpuminer',
  'ethminer',
  'kinsing',
  'kdevtmpfsi',
  'backdoor',
  'rootkit',
  'ransomware',
  'keylogger',
  'meterpreter',
  'mimikatz',
  'botnet',
];

/** Programs that look for such things. */
export const TRUSTED_NAMES = ['chkrootkit', 'rkhunter', 'malwarebytes', 'antimalware', 'anti-malware'];

/** Programs whose first argument is the program that matters. */
const INTERPRETER =
  /^(?:python[\d.]*|perl[\d.]*|ruby[\d.]*|node|nodejs|deno|bun|php[\d.]*|lua[\d.]*|bash|dash|zsh|ksh|sh)$/;

/**
 * The names a process goes by: its own, its executable's, the one it was called by, and the script an interpreter runs.
 * Other arguments are no names: an editor may well open a file called malware.txt.
 */
export function namesOf({ name, exe, cmdline }: ProcessInfo): string[] {
  const executable = baseName(exe);
  const called = baseName(cmdline[0] ?? '');
  const names = [name, executable, called];
  const script = cmdline[1];
  if (
    script !== undefined &&
    !script.startsWith('-') &&
    [executable, called].some((each) => INTERPRETER.test(each))
  ) {
    names.push(baseName(script));
  }
  return [...new Set(names.filter((each) => each !== ''))];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The first pattern that one of the names matches; null when there is none. */
export function suspiciousName(
  process: ProcessInfo,
  patterns: readonly RegExp[],
  trusted: ReadonlySet<string>,
): RegExp | null {
  const names = namesOf(process).filter((name) => !trusted.has(name));
  return patterns.find((pattern) => names.some((name) => pattern.test(name))) ?? null;
}
