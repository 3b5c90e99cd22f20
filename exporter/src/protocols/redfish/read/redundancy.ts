import { list, number, type Resource, type Status, statusOf, text } from './resource.ts';

export interface Redundancy {
  readonly id: string;
  readonly name: string;
  readonly kind: 'fan' | 'power';
  /** `N+m`, `Failover`, `Sharing`, … */
  readonly mode: string;
  readonly status: Status;
  /** How many of them there must be. */
  readonly needed: number | null;
  /** How many there are. */
  readonly members: number;
}

/** Of Thermal and Power, and of the subsystems, which name some of it otherwise. */
export function readRedundancy(resource: Resource, position: number, kind: Redundancy['kind']): Redundancy {
  return {
    id: text(resource['MemberId']) || String(position),
    name: text(resource['Name']) || text(resource['GroupName']),
    kind,
    mode: text(resource['Mode']) || text(resource['RedundancyType']),
    status: statusOf(resource),
    needed: number(resource['MinNumNeeded']) ?? number(resource['MinNeededInGroup']),
    members: list(resource['RedundancySet'] ?? resource['RedundancyGroup']).length,
  };
}
