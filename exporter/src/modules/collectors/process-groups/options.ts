import { z } from 'zod';
import { duration } from '../../../contract/config.ts';
import { commandLineNamer, type Mapping } from './command-line-names.ts';
import { goRegex } from '../../../protocols/go-regex.ts';
import { Item, itemNamer } from './matcher.ts';
import type { Namer } from './namer.ts';

const items = (description: string) => z.array(Item).optional().describe(description);

const onWithPeerFile =
  "Default: on when the selection comes from process-exporter's configuration file or flags, as it has it; else off.";

const nameMapping = z
  .array(z.string())
  .transform((words, context): Mapping[] => {
    const mappings: Mapping[] = [];
    if (words.length % 2 === 1) context.addIssue({ code: 'custom', message: 'odd number of words' });
    for (let i = 0; i + 1 < words.length; i += 2) {
      const [comm = '', pattern = ''] = words.slice(i);
      try {
        mappings.push({ comm, pattern: goRegex(pattern) });
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        context.addIssue({
          code: 'custom',
          path: [i + 1],
          message: `not a regular expression: ${pattern} (${error.message})`,
        });
      }
    }
    return mappings;
  })
  .prefault([]);

export const config = z
  .object({
    processNames: items(
      'What to group and how, as process-exporter has it: the first item that matches names the group. ' +
        'Default: every process with a command line, by the name of its executable.',
    ),
    process_names: items('The same as `processNames`, for configuration pasted from process-exporter.'),
    procnames: z
      .array(z.string())
      .default([])
      .describe("process-exporter's `-procnames`: processes of these names (comm), grouped by it."),
    namemapping: nameMapping.describe(
      "process-exporter's `-namemapping`: a name (comm) and a regular expression in turn. " +
        'What its first group finds in the arguments is part of the name of the process group.',
    ),
    children: z
      .boolean()
      .default(true)
      .describe('Processes that no item matches join the group of their nearest ancestor that has one.'),
    threads: z
      .boolean()
      .optional()
      .describe(
        'Metrics by thread name, context switches and states of all threads. Off: threads are not read at all, ' +
          `and context switches and states are those of the main threads. ${onWithPeerFile}`,
      ),
    gatherSmaps: z
      .boolean()
      .optional()
      .describe(
        `Proportional memory from smaps_rollup, which is dear for processes with much memory. ${onWithPeerFile}`,
      ),
    recheck: z
      .boolean()
      .default(false)
      .describe(
        'Look in each pass at the processes that did not match before: their arguments may have changed. ' +
          'Another name (comm), as after an exec, is seen without it.',
      ),
    recheckWithTimeLimit: duration('0').describe(
      'As `recheck`, for as long after the start of a process; 0 for no such time.',
    ),
    removeEmptyGroups: z
      .boolean()
      .default(false)
      .describe('Forget groups, with their counters, that have no process.'),
    connections: z
      .boolean()
      .default(true)
      .describe(
        'Count the connections of each group, at most half a minute old. Costs a look at all open files.',
      ),
    compat: z
      .boolean()
      .default(false)
      .describe(
        'Exactly as process-exporter, with its faults: the main thread of a process with several counts twice in states ' +
          'and waits, a process that takes another name stays in its group, and a group that is configured has no ' +
          'series before its first process.',
      ),
    maxGroups: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(1000)
      .describe(
        'Groups to keep; further processes are counted in the group `(overflow)`. Each group is 20 to 30 series.',
      ),
  })
  .refine((options) => !(hasItems(options) && hasNames(options)), {
    message: 'procnames and namemapping cannot be used with processNames',
  });
export type Options = z.output<typeof config>;

const DEFAULT_ITEM = Item.parse({ cmdline: ['.+'] });

/** What selects processes. */
interface Selection {
  readonly processNames?: readonly Item[] | undefined;
  readonly process_names?: readonly Item[] | undefined;
  readonly procnames: readonly string[];
  readonly namemapping: readonly Mapping[];
}

export function hasItems({ processNames, process_names }: Selection): boolean {
  return processNames !== undefined || process_names !== undefined;
}

export function hasNames({ procnames, namemapping }: Selection): boolean {
  return procnames.length > 0 || namemapping.length > 0;
}

export function namersOf(options: Options): readonly Namer[] {
  if (hasNames(options)) return [commandLineNamer(options.procnames, options.namemapping)];
  if (!hasItems(options)) return [itemNamer(DEFAULT_ITEM)];
  return [...(options.processNames ?? []), ...(options.process_names ?? [])].map(itemNamer);
}

export const wantsThreads = (options: Options) => options.threads ?? hasNames(options);

export const wantsSmaps = (options: Options) => options.gatherSmaps ?? hasNames(options);
