import { z } from 'zod';
import { goRegex } from './go-regex.ts';
import { ALLOWED_ACTIONS, parseTemplate, type Subject, type Template } from './template.ts';

const nameTemplate = z
  .string()
  .transform((text, context): Template => {
    const template = parseTemplate(text);
    if (template) return template;
    context.addIssue({
      code: 'custom',
      message: `not a name template: ${text} (allowed: ${ALLOWED_ACTIONS})`,
    });
    return z.NEVER;
  })
  .prefault('{{.ExeBase}}')
  .describe('Name of the group, a Go template.')
  .meta({ examples: ['{{.Comm}}', '{{.ExeBase}}:{{.Username}}', '{{.Matches.Service}}'] });

const cmdlinePattern = z
  .string()
  .transform((text, context): RegExp => {
    try {
      return goRegex(text);
    } catch {
      context.addIssue({ code: 'custom', message: `not a regular expression: ${text}` });
      return z.NEVER;
    }
  })
  .meta({ format: 'regex' });

/** One item of process-exporter's `process_names`. */
export const Item = z
  .strictObject({
    name: nameTemplate,
    comm: z
      .array(z.string())
      .optional()
      .describe('Names as in /proc/<pid>/stat (15 characters); one must be equal.'),
    exe: z
      .array(z.string())
      .optional()
      .describe('First arguments; one must be equal: in full when it has a slash, else without the folder.'),
    cmdline: z
      .array(cmdlinePattern)
      .optional()
      .describe(
        'Regular expressions; all must match the arguments joined by blanks. Named groups become .Matches.',
      ),
  })
  .refine(
    ({ comm, exe, cmdline }) => comm ?? exe ?? cmdline,
    'no matchers provided: needs comm, exe or cmdline',
  );
export type Item = z.output<typeof Item>;

/** What is known of a process that has to be put in a group. */
export interface Candidate {
  readonly pid: number;
  readonly comm: string;
  readonly cmdline: readonly string[];
  readonly startTime: number;
}

/** What is costly to find out, asked for only when a template uses it. */
export interface Lookups {
  username(pid: number): string;
  cgroups(pid: number): readonly string[];
}

/** Far longer than names made by hand; a label is no place for a command line. */
const MAX_NAME = 256;

/** Name of the group by the first item that matches; null when none does. */
export function groupOf(items: readonly Item[], candidate: Candidate, lookups: Lookups): string | null {
  for (const item of items) {
    const matches = match(item, candidate);
    if (matches)
      return item.name.render(subjectOf(candidate, matches, item.name, lookups)).slice(0, MAX_NAME);
  }
  return null;
}

function match(item: Item, { comm, cmdline }: Candidate): Map<string, string> | null {
  if (item.comm && !item.comm.includes(comm)) return null;
  if (item.exe && !item.exe.some((exe) => isExecutable(exe, cmdline[0]))) return null;
  const matches = new Map<string, string>();
  const line = cmdline.join(' ');
  for (const pattern of item.cmdline ?? []) {
    const found = pattern.exec(line);
    if (!found) return null;
    // A group that takes no part in the match is undefined, whatever its declared type says.
    const named: Readonly<Record<string, string | undefined>> = found.groups ?? {};
    for (const [name, value] of Object.entries(named)) matches.set(name, value ?? '');
  }
  return matches;
}

function isExecutable(wanted: string, first: string | undefined): boolean {
  if (first === undefined) return false;
  return wanted.includes('/') ? wanted === first : wanted === baseName(first);
}

function subjectOf(
  { pid, comm, cmdline, startTime }: Candidate,
  matches: ReadonlyMap<string, string>,
  { fields }: Template,
  lookups: Lookups,
): Subject {
  const exeFull = cmdline[0] ?? comm;
  return {
    pid,
    comm,
    startTime,
    matches,
    exeFull,
    exeBase: cmdline.length > 0 ? baseName(exeFull) : comm,
    username: fields.has('Username') ? lookups.username(pid) : '',
    cgroups: fields.has('Cgroups') ? lookups.cgroups(pid) : [],
  };
}

/** As Go's filepath.Base. */
export function baseName(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  const trimmed = path.slice(0, end);
  return trimmed === '/' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
