import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { text } from '../../../protocols/sysfs/attribute.ts';

const FOLDER = 'class/dmi/id';
/** Each is also the name of its file but for the last one. */
const LABELS = [
  'bios_date',
  'bios_release',
  'bios_vendor',
  'bios_version',
  'board_asset_tag',
  'board_name',
  'board_serial',
  'board_vendor',
  'board_version',
  'chassis_asset_tag',
  'chassis_serial',
  'chassis_vendor',
  'chassis_version',
  'product_family',
  'product_name',
  'product_serial',
  'product_sku',
  'product_uuid',
  'product_version',
  'system_vendor',
] as const;
const NO_TABLES = 'the machine has no DMI tables';
const FILE_OF_SYSTEM_VENDOR = 'sys_vendor';

type ValuesOf<L extends readonly string[]> = { readonly [K in keyof L]: string | null };
type Identity = ValuesOf<typeof LABELS>;

interface State {
  /** The firmware tells it once, at boot. */
  identity: Identity | null;
}

export default defineCollector({
  id: 'dmi',
  summary: 'Maker, model and firmware of the machine, as its DMI tables say.',
  config: z.object({}),
  metrics: {
    node_dmi_info: gauge(
      `A metric with a constant '1' value labeled by ${LABELS.join(', ')} if provided by DMI.`,
      LABELS,
    ),
  },
  needs: ['sysfs'],
  init: (): State => ({ identity: null }),
  collect({ sysfs, state }, _config, out) {
    state.identity ??= readIdentity(sysfs);
    out.node_dmi_info(1, ...state.identity);
  },
});

/** Null for what is not there and for what only root may read: serial numbers and the UUID. */
function readIdentity(sysfs: FileTree): Identity {
  if (!sysfs.exists(FOLDER)) throw new ModuleError('unsupported', NO_TABLES);
  const values = LABELS.map((label) => {
    const file = label === 'system_vendor' ? FILE_OF_SYSTEM_VENDOR : label;
    const bytes = readIfReadable(sysfs, `${FOLDER}/${file}`);
    return bytes === null ? null : text(bytes);
  });
  if (values.every((value) => value === null)) throw new ModuleError('unsupported', NO_TABLES);
  return values as unknown as Identity;
}
