/** A discrete sensor for each type of sensor and event, in a state of its own. */
import type { Discrete } from '../../support/ipmi-sim/machine.ts';

const LAST_SENSOR_TYPE = 0x2c;
const OEM_SENSOR_TYPE = 0xc1;
/** Generic ones, those of the sensor's own type, and a maker's. */
const EVENT_TYPES = [0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x6f, 0x70];
/** Those that one BMC can have, with the numbers of one byte. */
const PER_BMC = 200;
const OFFSETS = 15;

/** In as many lists as BMCs are needed. */
export function stateSensors(): Discrete[][] {
  const types = [...Array.from({ length: LAST_SENSOR_TYPE }, (_, i) => i + 1), OEM_SENSOR_TYPE];
  const all = types.flatMap((type) => EVENT_TYPES.map((eventType) => ({ type, eventType })));
  const lists: Discrete[][] = [];
  all.forEach((each, at) => {
    const number = (at % PER_BMC) + 1;
    if (number === 1) lists.push([]);
    // Each has another offset than its neighbour; every third has two.
    const states = at % 3 === 0 ? [at % OFFSETS, (at * 7) % OFFSETS] : [at % OFFSETS];
    lists.at(-1)?.push({ ...each, number, name: `S${at}`, entity: [7, number % 0x60], states });
  });
  return lists;
}
