import { z } from 'zod';
import { regex } from '../../../contract/config.ts';
import type { Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { readIfReadable } from '../../../contract/readable.ts';
import { decimal } from '../../../protocols/sysfs/attribute.ts';
import { type Chip, ChipList } from './chips.ts';
import { metrics } from './families.ts';

/** Unlike other collectors, this one lets include and exclude be given both: what is shown must pass both. */
const Config = z.object({
  chipInclude: regex('').describe('Chips to look at, by their label `chip`; empty for all.'),
  chipExclude: regex('').describe('Chips to leave out, by their label `chip`.'),
  sensorInclude: regex('').describe(
    'Sensors to look at, by `<chip>;<sensor>` such as `platform_coretemp_0;temp3`; empty for all.',
  ),
  sensorExclude: regex('').describe('Sensors to leave out, by `<chip>;<sensor>`.'),
});

export default defineCollector({
  id: 'hwmon',
  summary: 'Sensors of the hardware: temperatures, fans, voltages, power.',
  config: Config,
  metrics,
  needs: ['sysfs'],
  init: ({ chipInclude, chipExclude, sensorInclude, sensorExclude }) =>
    new ChipList(
      (chip) => isWanted(chip, chipInclude, chipExclude),
      (chip, sensor) => isWanted(`${chip};${sensor}`, sensorInclude, sensorExclude),
    ),
  collect({ sysfs, state, now }, _config, out) {
    for (const chip of state.chips(sysfs, now())) writeChip(sysfs, chip, out);
  },
});

function isWanted(name: string, include: RegExp | null, exclude: RegExp | null): boolean {
  return exclude?.test(name) !== true && include?.test(name) !== false;
}

function writeChip(sysfs: FileTree, chip: Chip, out: Out<typeof metrics>): void {
  if (chip.driver !== null) out.node_hwmon_chip_names(1, chip.label, chip.driver);
  for (const { sensor, label } of chip.sensorLabels)
    out.node_hwmon_sensor_label(1, chip.label, sensor, label);
  for (const { path, sensor, shape } of chip.attributes) {
    const bytes = readIfReadable(sysfs, path);
    const number = bytes === null ? NaN : decimal(bytes);
    if (Number.isNaN(number)) continue;
    const value = (number * shape.factor) / shape.divisor;
    if (shape.family === 'node_hwmon_beep_enabled')
      out[shape.family](value === 1 ? 1 : 0, chip.label, sensor);
    else if (shape.variable === null) out[shape.family](value, chip.label, sensor);
    else out[shape.family](shape.variable, value, chip.label, sensor);
  }
}
