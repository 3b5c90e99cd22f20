/** process-exporter's configuration file. */
import { z } from 'zod';
import type { SharedOptions } from '../../../contract/module.ts';
import { UserError } from '../../../model/errors.ts';
import { readYaml } from '../../../protocols/yaml-document.ts';
import { Item } from './matcher.ts';
import { hasItems, hasNames, type Options } from './options.ts';

const content = z.strictObject({ process_names: z.array(Item) });

/** Null without a file. */
export const configFile: SharedOptions<Options, Options, z.output<typeof content> | null> = {
  from: {
    name: 'processGroups',
    files: 'configFile',
    // Written by hand, or made from a list of services.
    maxFileBytes: 1024 * 1024,
    read: (_section, [file]) => (file ? readYaml(file, content) : null),
  },
  apply(options, file) {
    if (file === null) return options;
    if (hasItems(options) || hasNames(options)) {
      throw new UserError(
        'cannot be used with processNames, procnames or namemapping of the collector process-groups',
      );
    }
    const { threads = true, gatherSmaps = true } = options;
    return { ...options, process_names: file.process_names, threads, gatherSmaps };
  },
};
