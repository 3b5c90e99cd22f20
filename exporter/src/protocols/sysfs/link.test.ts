import { expect, it } from 'vitest';
import { baseName, resolveLink } from './link.ts';

it.each([
  [
    'class/hwmon',
    '../../devices/platform/coretemp.0/hwmon/hwmon0',
    'devices/platform/coretemp.0/hwmon/hwmon0',
  ],
  ['devices/soc/phy0/hwmon/hwmon8', '../..', 'devices/soc/phy0'],
  ['class/hwmon', './x//y/', 'class/hwmon/x/y'],
  ['class/hwmon', '../../../../..', ''],
  ['class/hwmon', '/devices/x', 'devices/x'],
])('%s -> %s is %s', (folder, target, path) => expect(resolveLink(folder, target)).toBe(path));

it('the base name is the last part', () => {
  expect([baseName('a/b'), baseName('a'), baseName('')]).toEqual(['b', 'a', '']);
});
