import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import dmi from './module.ts';

const FOLDER = 'class/dmi/id';
const FILES = {
  [`${FOLDER}/bios_vendor`]: 'Example Inc.\n',
  [`${FOLDER}/chassis_asset_tag`]: '\n',
  [`${FOLDER}/product_name`]: 'Server "1" \xff\xfe!\n',
  [`${FOLDER}/product_serial`]: 'A1\n',
  [`${FOLDER}/sys_vendor`]: `${'x'.repeat(300)}\n`,
  [`${FOLDER}/modalias`]: 'dmi:\n',
};

describe('dmi', () => {
  it('shows what the machine tells', async () => {
    const { lines, families } = await collect(dmi, { sysfs: fileTree(FILES) });
    expect(lines).toEqual([
      `node_dmi_info{bios_vendor="Example Inc.",chassis_asset_tag="",product_name="Server \\"1\\" \ufffd!",product_serial="A1",system_vendor="${'x'.repeat(300)}"} 1`,
    ]);
    expect(families[0]?.help).toBe(
      "A metric with a constant '1' value labeled by bios_date, bios_release, bios_vendor, bios_version, board_asset_tag, board_name, board_serial, board_vendor, board_version, chassis_asset_tag, chassis_serial, chassis_vendor, chassis_version, product_family, product_name, product_serial, product_sku, product_uuid, product_version, system_vendor if provided by DMI.",
    );
  });

  it('leaves out what only root may read', async () => {
    const tree = fileTree(FILES);
    const sysfs = {
      ...tree,
      readIfPresent(path: string) {
        if (path.endsWith('serial')) throw new ModuleError('permission_denied', path);
        return tree.readIfPresent(path);
      },
    };
    const { lines } = await collect(dmi, { sysfs });
    expect(lines[0]).toContain('product_name=');
    expect(lines[0]).not.toContain('serial');
  });

  it('reads the tables once', async () => {
    const files = { ...FILES };
    const next = collectorOf(dmi, { sysfs: fileTree(files) });
    const first = await next();
    files[`${FOLDER}/bios_vendor`] = 'Other\n';
    expect((await next()).lines).toEqual(first.lines);
  });

  it.each([{}, { [`${FOLDER}/modalias`]: 'dmi:\n' }])('says that there are none: %j', async (files) => {
    await expect(collect(dmi, { sysfs: fileTree(files) })).rejects.toMatchObject({ code: 'unsupported' });
  });
});
