/** What was found as assets of the inventory. */
import type { AssetDraft } from '../../../model/asset.ts';
import { machineAsset } from '../../../protocols/hardware/machine-asset.ts';
import { said, withinBytes } from '../../../protocols/hardware/parts.ts';
import type { FoundBmc, FoundMachine } from './look.ts';

/** `id` is the asset that it is. */
export function assetOf(found: FoundBmc, id: string): AssetDraft {
  const { machine } = found;
  return machine === null ? strangerAsset(found, id) : hostAsset(found, machine, id);
}

function hostAsset({ candidate }: FoundBmc, machine: FoundMachine, id: string): AssetDraft {
  const { identity, chassis, parts } = machine;
  const { bmcAddress: host } = candidate;
  const settings = candidate.configured ?? { name: host, address: host, labels: {} };
  const { controller, uuid, partNumber, assetTag } = identity;
  const rack = rackOf({ candidate });
  const bmc = {
    protocol: 'ipmi',
    vendor: controller.vendor,
    firmware: controller.firmware,
    ipmiVersion: controller.ipmiVersion,
    power: chassis && (chassis.isPowerOn ? 'on' : 'off'),
    health: healthOf(machine),
    place: rack === '' ? null : { rack },
    parts: parts && withinBytes(parts.map((part) => said({ ...part }))),
  };
  const described = { ...identity, type: 'server', settings, host, rack, bmc } as const;
  return machineAsset({ ...described, identity: { partNumber, assetTag, uuid } }, id);
}

/** A BMC at which nobody can log in: whose it is it does not say. */
function strangerAsset({ candidate }: FoundBmc, id: string): AssetDraft {
  const { bmcAddress: host } = candidate;
  return {
    id,
    kind: 'bmc',
    name: host,
    labels: { type: 'bmc' },
    attributes: { type: 'bmc', address: host, bmc: { protocol: 'ipmi', address: host } },
    relations: [],
  };
}

/** Empty when it is not known. */
export function rackOf({ candidate }: Pick<FoundBmc, 'candidate'>): string {
  return candidate.configured?.rack ?? '';
}

/** That of the part that does worst, in the words of Redfish. */
function healthOf({ chassis, parts }: FoundMachine): string {
  const worst = (parts ?? []).map(({ health }) => ORDER.indexOf(health)).reduce((a, b) => Math.max(a, b), 0);
  const hasFault =
    chassis?.powerFault === true || chassis?.coolingFault === true || chassis?.driveFault === true;
  return hasFault ? 'Critical' : (ORDER[worst] ?? '');
}

const ORDER = ['', 'OK', 'Warning', 'Critical'];
