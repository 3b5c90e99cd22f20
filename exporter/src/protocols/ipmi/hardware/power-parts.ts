/** Power supplies, and whether parts stand in for each other, by their sensors. */
import { SENSOR_TYPE } from 'ipmi-js';
import type { RedundancyReading, SupplyReading } from '../../hardware/reading.ts';
import type { Looked } from './looked.ts';
import { bits, healthOf, PRESENCE, stateTexts, worstOf } from './states.ts';

const PRESENT = bits(PRESENCE[SENSOR_TYPE.powerSupply] ?? 0);

/** What inventories say of a part, by its name; empty before they were read. */
export type Inventory = ReadonlyMap<string, { readonly model: string; readonly serial: string }>;
const NOTHING_KNOWN = { model: '', serial: '' };

export function suppliesOf(looked: Looked, inventory: Inventory): SupplyReading[] {
  return looked.components('psu', SENSOR_TYPE.powerSupply).map(({ name, said }) => {
    const { model, serial } = inventory.get(name) ?? NOTHING_KNOWN;
    const state = said.map((each) => stateTexts(each, PRESENT)).filter(Boolean);
    return {
      name,
      health: worstOf(said.map((each) => healthOf(each))),
      model,
      serial,
      state: state.join(', '),
    };
  });
}

export function supplyRedundancyOf(looked: Looked): RedundancyReading[] {
  return redundancyOf(looked, SENSOR_TYPE.powerSupply, SENSOR_TYPE.powerUnit);
}

export function fanRedundancyOf(looked: Looked): RedundancyReading[] {
  return redundancyOf(looked, SENSOR_TYPE.fan, SENSOR_TYPE.coolingDevice);
}

/** How many are needed no sensor says. */
function redundancyOf(looked: Looked, ...types: readonly number[]): RedundancyReading[] {
  return types
    .flatMap((type) => looked.redundancy(type))
    .map((said) => ({ name: said.name, health: healthOf(said), needed: null, members: 0 }));
}
