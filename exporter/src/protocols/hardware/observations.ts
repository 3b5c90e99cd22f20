/** Facts of a machine as events of its asset, and of its rack. */
import { msToNs } from '../../model/time.ts';
import type { HardwareFact } from './fact.ts';
import { rackId } from './rack.ts';

export interface ObservedMachine {
  /** Asset that it is. */
  readonly asset: string;
  /** What people call it. */
  readonly name: string;
  /** Name or address of its BMC. */
  readonly host: string;
  /** Empty when it is not known. */
  readonly rack: string;
}

export interface HardwareObservation extends Omit<HardwareFact, 'about'> {
  readonly asset: string;
  readonly timeNs: bigint;
  readonly fingerprint: string;
}

export function observationsOf(
  facts: readonly HardwareFact[],
  { asset, name, host, rack }: ObservedMachine,
  nowMs: number,
): HardwareObservation[] {
  const where = { target: name, address: host, ...(rack !== '' && { rack }) };
  return facts.flatMap(({ about, attributes, timeNs = msToNs(nowMs), ...fact }) => {
    const told = { ...fact, timeNs, attributes: { ...attributes, ...where } };
    const ofMachine = { ...told, asset, fingerprint: `${fact.kind}:${asset}:${about}` };
    const isOfRack = fact.kind === 'hardware.thermal' && attributes['origin'] === 'state' && rack !== '';
    if (!isOfRack) return [ofMachine];
    const ofRack = {
      ...told,
      kind: 'hardware.rack_thermal' as const,
      asset: rackId(rack),
      attributes: { ...told.attributes, machine: name, machine_asset: asset },
      fingerprint: `hardware.rack_thermal:${asset}:${about}`,
    };
    return [ofMachine, ofRack];
  });
}
