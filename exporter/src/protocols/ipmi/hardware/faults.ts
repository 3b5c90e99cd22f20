/** What sensors and the chassis call wrong, where there is nothing to be measured. */
import { type ChassisStatus, EVENT_TYPE, SENSOR_TYPE } from 'ipmi-js';
import type { HardwareEventKind } from '../../hardware/events.ts';
import type { FaultReading, HardwareReading, PartGroup } from '../../hardware/reading.ts';
import type { Looked, Said } from './looked.ts';
import { bits, hasState, healthOf, stateTexts } from './states.ts';

/** "Power off" and "power cycle" are no faults (IPMI 2.0, table 42-3). */
const POWER_UNIT_IN_USE = bits(0, 1);
const PREDICTED = 1;

interface About {
  readonly kind: HardwareEventKind;
  readonly group: PartGroup;
  /** Bits of states that are left out of account. */
  readonly but?: number;
}

/** Good ones, too: their health says so. */
export function faultOf(said: Said, { kind, group, but = 0 }: About): FaultReading {
  const { name, sensor } = said;
  // FreeIPMI has a table for drives only: a prediction is a warning of any part.
  const isPredicted = sensor.eventType === EVENT_TYPE.predictiveFailure && hasState(said, PREDICTED);
  const health = healthOf(said, but) || (isPredicted ? 'Warning' : '');
  const state = stateTexts(said, but);
  return { kind, group, subject: name, health, text: `${name}: ${state}`, attributes: { state } };
}

export function powerFaults(looked: Looked): FaultReading[] {
  const about = { kind: 'hardware.power', group: 'power' } as const;
  const voltages = looked.measured(SENSOR_TYPE.voltage).map((said): FaultReading => {
    const { name, value } = said;
    const volts = value === null ? null : Math.round(value * 1000) / 1000;
    return {
      ...about,
      subject: name,
      health: healthOf(said),
      text: `${name} is at ${volts ?? '?'} V, beyond a critical threshold`,
      attributes: { volts, state: stateTexts(said) },
    };
  });
  const states = [
    ...looked.states(SENSOR_TYPE.voltage).map((said) => faultOf(said, about)),
    ...looked
      .states(SENSOR_TYPE.powerUnit)
      .map((said) => faultOf(said, { ...about, but: POWER_UNIT_IN_USE })),
  ];
  return [...voltages, ...states];
}

export function processorFaults(looked: Looked): FaultReading[] {
  return looked
    .states(SENSOR_TYPE.processor)
    .map((said) => faultOf(said, { kind: 'hardware.processor', group: 'chassis' }));
}

/** Spares of memory that are used up. */
export function memoryRedundancyFaults(looked: Looked): FaultReading[] {
  return looked.redundancy(SENSOR_TYPE.memory).map((said) => {
    const fault = faultOf(said, { kind: 'hardware.redundancy_lost', group: 'memory' });
    return { ...fault, attributes: { ...fault.attributes, of: 'memory' } };
  });
}

type Parts = Pick<HardwareReading, 'drives' | 'fans' | 'fanRedundancy'>;

/** What the chassis says as a whole: where a part of its own says it as well, that is the one to look at. */
export function chassisFaults(status: ChassisStatus, { drives, fans, fanRedundancy }: Parts): FaultReading[] {
  const { powerFault, powerControlFault, powerOverload, driveFault, coolingFault } = status;
  const isBad = ({ health }: { readonly health: string }) => health === 'Critical' || health === 'Warning';
  const fault = (
    kind: HardwareEventKind,
    subject: string,
    [health, text]: readonly ['Warning' | 'Critical', string],
    attributes: FaultReading['attributes'] = {},
  ): FaultReading => ({ kind, group: 'chassis', subject, health, text, attributes });
  const all: (FaultReading | false)[] = [
    powerFault &&
      fault('hardware.power', 'power fault', ['Critical', 'its BMC has found a fault in its power']),
    powerOverload &&
      fault('hardware.power', 'power overload', ['Critical', 'it was turned off for it took too much power']),
    powerControlFault &&
      fault('hardware.power', 'power control', ['Warning', 'it could not be turned on or off']),
    driveFault &&
      !drives.some((drive) => isBad(drive) || drive.failurePredicted === true) &&
      fault(
        'hardware.drive',
        'chassis drive fault',
        ['Critical', 'a drive has a fault; its BMC does not say which'],
        {
          drive: 'not named by the BMC',
        },
      ),
    coolingFault &&
      ![...fans, ...fanRedundancy].some(isBad) &&
      fault(
        'hardware.fan',
        'cooling',
        ['Critical', 'its cooling has a fault; its BMC does not say which fan'],
        {
          reason: 'health',
        },
      ),
  ];
  return all.filter((each) => each !== false);
}
