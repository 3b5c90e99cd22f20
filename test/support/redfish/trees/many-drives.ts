/** A server with as many drives as wanted below one controller, and nothing else. */
import { collection, EXPANDS, type Json, link, links, ok, type ResourceTree, root, V1 } from '../tree.ts';

const SYSTEM = `${V1}/Systems/1`;

export function manyDrivesTree(count: number, { expand = false } = {}): ResourceTree {
  const drives: Record<string, Json> = {};
  for (let i = 0; i < count; i += 1)
    drives[`${SYSTEM}/Storage/1/Drives/${i}`] = {
      Id: String(i),
      Name: `Drive ${i}`,
      MediaType: 'SSD',
      FailurePredicted: i === 3,
      CapacityBytes: 1e12,
      Status: ok,
    };
  return {
    ...root(expand ? EXPANDS : {}),
    ...collection(`${V1}/Systems`, {
      '1': { Manufacturer: 'Other', PowerState: 'On', Status: ok, Storage: link(`${SYSTEM}/Storage`) },
    }),
    ...collection(`${V1}/Chassis`, { '1': { Status: ok } }),
    ...collection(`${V1}/Managers`, { '1': { Status: ok } }),
    ...collection(`${SYSTEM}/Storage`, {
      '1': { Name: 'Array', Status: ok, Drives: links(...Object.keys(drives)) },
    }),
    ...drives,
  };
}
