/** Who made a system, as far as it matters for what its service does differently. */
import { isResource, type Resource, text, within } from './resource.ts';

export type Vendor =
  | 'dell'
  | 'hpe'
  /** iLO 4, whose resources are those of a time before the standard. */
  | 'hpe-ilo4'
  | 'lenovo'
  | 'inspur'
  | 'h3c'
  | 'inventec'
  | 'fujitsu'
  | 'supermicro'
  | 'advantech'
  | 'huawei'
  | 'other';

/** A part of the manufacturer's name → vendor; the first that fits. */
const NAMES: readonly (readonly [string, Vendor])[] = [
  ['dell', 'dell'],
  ['hpe', 'hpe'],
  ['lenovo', 'lenovo'],
  ['inspur', 'inspur'],
  ['ieit', 'inspur'],
  ['h3c', 'h3c'],
  ['inventec', 'inventec'],
  ['fujitsu', 'fujitsu'],
  ['fsas', 'fujitsu'],
  ['supermicro', 'supermicro'],
  ['advantech', 'advantech'],
  ['huawei', 'huawei'],
  ['kunlun', 'huawei'],
  ['xfusion', 'huawei'],
];

export function vendorOf(root: Resource, system: Resource): Vendor {
  if (text(root['Name']).includes('HP RESTful')) return 'hpe-ilo4';
  const name = text(system['Manufacturer']).toLowerCase();
  const found = NAMES.find(([part]) => name.includes(part));
  if (found) return found[1];
  // Dell machines that are sold under other names.
  return isResource(within(system, 'Oem')['Dell']) ? 'dell' : 'other';
}
