import type { Varbinds } from '../../../model/snmp.ts';
import type { Instance } from '../plan/plan.ts';
import { isException } from './progress.ts';
import type { Readings } from './readings.ts';

/** What a device has of the instances it was asked for; those that it does not have are left out. */
export function addInstances(instances: readonly Instance[], varbinds: Varbinds, readings: Readings): void {
  for (let i = 0; i < varbinds.count; i += 1) {
    if (isException(varbinds.type(i))) continue;
    const oid = varbinds.oidBytes(i);
    const asked = instances[i];
    const instance = asked?.packed.equals(oid) ? asked : instances.find(({ packed }) => packed.equals(oid));
    for (const column of instance?.columns ?? [])
      readings.add(column, { varbinds, first: i, step: 1, count: 1 });
  }
}
