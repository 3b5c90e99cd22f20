/** process-exporter's configuration file. */
import { z } from 'zod';
import type { OptionsFile } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { Item } from './matcher.ts';
import { hasItems, hasNames, type Options } from './options.ts';

const content = z.strictObject({ process_names: z.array(Item) });

export const configFile: OptionsFile<Options, typeof content> = {
  key: 'processGroups.configFile',
  content,
  apply(options, { process_names }) {
    if (hasItems(options) || hasNames(options)) {
      throw new UserError(
        'cannot be used with processNames, procnames or namemapping of the collector process-groups',
      );
    }
    const { threads = true, gatherSmaps = true } = options;
    return { ...options, process_names, threads, gatherSmaps };
  },
};
