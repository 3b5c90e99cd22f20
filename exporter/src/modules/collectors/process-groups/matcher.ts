/** Items of process-exporter's `process_names`. */
import { z } from 'zod';
import { goRegex } from '../../../protocols/go-regex.ts';
import type { Candidate, Namer } from './namer.ts';
import { ALLOWED_ACTIONS, parseTemplate, type Subject, type Template } from './template.ts';

const DEFAULT_NAME = '{{.ExeBase}}';

const nameTemplate = z
  .string()
  .transform((text, context): Template => {
    const template = parseTemplate(text === '' ? DEFAULT_NAME : text);
    if (template) return template;
    context.addIssue({
      code: 'custom',
      message: `not a name template: ${text} (allowed: ${ALLOWED_ACTIONS})`,
    });
    return z.NEVER;
  })
  .prefault(DEFAULT_NAME)
  .describe('Name of the group, a Go template.')
  .meta({ examples: ['{{.Comm}}', '{{.ExeBase}}:{{.Username}}', '{{.Matches.Service}}'] });

const goPattern = z
  .string()
  .transform((text, context): RegExp => {
    try {
      return goRegex(text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      context.addIssue({ code: 'custom', message: `not a regular expression: ${text} (${error.message})` });
      return z.NEVER;
    }
  })
  .meta({ format: 'regex' });

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
      .array(goPattern)
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

export function itemNamer(item: Item): Namer {
  return {
    knownNames: knownNames(item),
    name(candidate) {
      const matches = match(item, candidate);
      return matches && item.name.render(subjectOf(candidate, matches));
    },
  };
}

/** All names the item can give, where its own text tells them. */
function knownNames({ name, comm, exe }: Item): string[] {
  const render = (known: Partial<Subject>) => name.render({ ...NOBODY, ...known });
  const fields = [...name.fields].sort().join();
  if (fields === '') return [render({})];
  if (fields === 'Comm') return (comm ?? []).map((each) => render({ comm: each }));
  if (fields === 'ExeBase') return (exe ?? []).map((each) => render({ exeBase: baseName(each) }));
  const inFull = (exe ?? []).filter((each) => each.includes('/'));
  if (fields === 'ExeFull' || fields === 'ExeBase,ExeFull')
    return inFull.map((each) => render({ exeFull: each, exeBase: baseName(each) }));
  return [];
}

const NOBODY: Subject = {
  comm: '',
  exeBase: '',
  exeFull: '',
  username: () => '',
  pid: 0,
  startTime: 0,
  cgroups: () => [],
  matches: new Map(),
};

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

function subjectOf(candidate: Candidate, matches: ReadonlyMap<string, string>): Subject {
  const { comm, cmdline } = candidate;
  const exeFull = cmdline[0] ?? comm;
  return { ...candidate, matches, exeFull, exeBase: cmdline.length > 0 ? baseName(exeFull) : comm };
}

/** As Go's filepath.Base. */
export function baseName(path: string): string {
  if (path === '') return '.';
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  const trimmed = path.slice(0, end);
  return trimmed === '/' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}
