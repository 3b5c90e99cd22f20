/** Sensors of made-up boards, as records. */
import type { CompactSensorRecord, FullSensorRecord } from '../../src/sdr/record.ts';

export const OWNER = { address: 0x20, isSoftware: false, channel: 0, lun: 0 };
const CAPABILITIES = {
  ...{ ignoreIfEntityAbsent: false, rearmsItself: true },
  ...{ hysteresis: 2, thresholds: 2, eventControl: 0 },
};

export function temperature(changes: Partial<FullSensorRecord> = {}): FullSensorRecord {
  return {
    kind: 'full',
    recordId: 1,
    sensorNumber: 1,
    owner: OWNER,
    entity: { id: 3, instance: 1, isLogical: false },
    capabilities: CAPABILITIES,
    sensorType: 1,
    eventType: 1,
    masks: { assertion: 0, deassertion: 0, reading: 0 },
    units: { percentage: false, modifierUse: 0, rate: 0, base: 1, modifier: 0 },
    analogFormat: 'unsigned',
    linearization: 0,
    factors: {
      ...{ m: 1, b: 0, bExponent: 0, rExponent: 0 },
      ...{ tolerance: 0, accuracy: 0, accuracyExponent: 0 },
    },
    nominal: null,
    normalMaximum: null,
    normalMinimum: null,
    maximum: 255,
    minimum: 0,
    thresholds: {
      ...{ lowerNonCritical: null, lowerCritical: null, lowerNonRecoverable: null },
      ...{ upperNonCritical: null, upperCritical: null, upperNonRecoverable: null },
    },
    positiveHysteresis: 0,
    negativeHysteresis: 0,
    oem: 0,
    name: 'CPU1 Temp',
    ...changes,
  };
}

export function supply(changes: Partial<CompactSensorRecord> = {}): CompactSensorRecord {
  return {
    kind: 'compact',
    recordId: 2,
    sensorNumber: 20,
    owner: OWNER,
    entity: { id: 10, instance: 1, isLogical: false },
    capabilities: CAPABILITIES,
    sensorType: 8,
    eventType: 0x6f,
    masks: { assertion: 0, deassertion: 0, reading: 0 },
    units: { percentage: false, modifierUse: 0, rate: 0, base: 0, modifier: 0 },
    sharing: { count: 1, modifier: 'numeric', offset: 0, instanceIncrements: false },
    positiveHysteresis: 0,
    negativeHysteresis: 0,
    oem: 0,
    name: 'PS1 Status',
    ...changes,
  };
}
