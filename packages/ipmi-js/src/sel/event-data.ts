/** Event data bytes 2 and 3 of sensor-specific events in words (IPMI 2.0, table 42-3). */
import * as texts from '../tables/event-data-texts.ts';
import { SENSOR_TYPE } from '../tables/sensor-types.ts';

/** Between the parts of what one byte says, and between the bytes. */
export const SEPARATOR = ' ; ';

type Data2 = (data: number, offset: number) => string | null;
type Data3 = (data: number, offset: number, data2: number) => string | null;

const low = (data: number) => data & 0x0f;
const high = (data: number) => data >> 4;
const at =
  (offset: number, text: Data3): Data3 =>
  (data, each, data2) =>
    each === offset ? text(data, each, data2) : null;

const DATA2: Readonly<Record<number, Data2>> = {
  [SENSOR_TYPE.physicalSecurity]: (data, offset) => (offset === 4 ? `Network controller #${data}` : null),
  [SENSOR_TYPE.firmwareProgress]: firmwareText,
  [SENSOR_TYPE.eventLogging]: loggingText,
  [SENSOR_TYPE.systemEvent]: systemEventText,
  [SENSOR_TYPE.chipSet]: (data, offset) =>
    offset === 0 ? labelled('Requested power state', texts.POWER_STATES[data]) : null,
  [SENSOR_TYPE.bootInitiated]: (data, offset) =>
    offset === 7 ? (texts.RESTART_CAUSES[low(data)] ?? null) : null,
  [SENSOR_TYPE.slot]: (data) => labelled('Slot/Connector Type', texts.SLOT_TYPES[data & 0x7f]),
  [SENSOR_TYPE.watchdog2]: watchdogText,
  [SENSOR_TYPE.managementHealth]: healthText,
  [SENSOR_TYPE.sessionAudit]: (data, offset) => (offset === 0 ? userText(data & 0x3f) : null),
  [SENSOR_TYPE.versionChange]: (data) => labelled('Version change type', texts.VERSION_CHANGES[data]),
  [SENSOR_TYPE.fruState]: fruStateText,
};

const DATA3: Readonly<Record<number, Data3>> = {
  [SENSOR_TYPE.powerSupply]: at(6, (data) => texts.POWER_SUPPLY_ERRORS[low(data)] ?? null),
  [SENSOR_TYPE.memory]: at(8, (data) => `Memory module/device #${data}`),
  [SENSOR_TYPE.eventLogging]: loggingDetail,
  [SENSOR_TYPE.chipSet]: at(0, (data) => labelled('Power state at time of request', stateAtRequest(data))),
  [SENSOR_TYPE.bootInitiated]: at(
    7,
    (data) => `Channel Number used to deliver command that generated restart #${data}`,
  ),
  [SENSOR_TYPE.slot]: (data) => `Slot/Connector #${data}`,
  [SENSOR_TYPE.managementHealth]: at(5, (data) => `FRU Device ID/Slave Address #${data}`),
  [SENSOR_TYPE.sessionAudit]: sessionText,
};

/** Null for what the specification gives no meaning. */
export function data2Text(sensorType: number, offset: number, data: number): string | null {
  return DATA2[sensorType]?.(data, offset) ?? null;
}

export function data3Text(sensorType: number, offset: number, data2: number, data3: number): string | null {
  return DATA3[sensorType]?.(data3, offset, data2) ?? null;
}

function labelled(label: string, text: string | undefined): string | null {
  return text === undefined ? null : `${label} = ${text}`;
}

function joined(...parts: (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join(SEPARATOR);
}

function firmwareText(data: number, offset: number): string | null {
  const known = offset === 0 ? texts.FIRMWARE_ERRORS : offset <= 2 ? texts.FIRMWARE_PROGRESS : [];
  return known[data] ?? null;
}

function loggingText(data: number, offset: number): string | null {
  if (offset === 0) return `Memory module/device #${data}`;
  if (offset === 1) return `Event/Reading Type Code #${data}`;
  return offset === 6 ? `Instance ID #${data}` : null;
}

function loggingDetail(data: number, offset: number, data2: number): string | null {
  if (offset === 5) return `${data}% full`;
  if (offset === 6)
    return `${data < 0x80 ? 'Entity Instance' : 'Vendor-specific Processor'} Number = #${data2}`;
  if (offset !== 1) return null;
  return joined(
    `Event Offset #${low(data)}`,
    (data & 0x10) === 0 ? 'deassertion event' : 'assertion event',
    (data & 0x20) === 0 ? null : 'logging has been disabled for all events of given type',
  );
}

function systemEventText(data: number, offset: number): string | null {
  if (offset === 3) {
    const action = labelled('Log entry action', texts.LOG_ACTIONS[low(data)]);
    return joined(action, labelled('Log Type', texts.LOG_TYPES[high(data)]));
  }
  if (offset !== 5) return null;
  return joined(texts.CLOCKS[low(data)] ?? null, `event is ${data < 0x80 ? 'first' : 'second'} of pair`);
}

function watchdogText(data: number): string | null {
  return joined(
    labelled('Timer use at expiration', texts.TIMER_USES[low(data)]) ?? 'reserved',
    labelled('Interrupt type', texts.TIMER_INTERRUPTS[high(data)]) ?? 'reserved',
  );
}

function healthText(data: number, offset: number): string | null {
  if (offset === 0 || offset === 4) return `Sensor Number #${data}`;
  if (offset !== 5) return null;
  return joined(
    data < 0x80
      ? 'device is not a logical FRU Device'
      : 'device is logical FRU Device (accessed via FRU commands to mgmt. controller',
    `LUN for Master Write-Read command or FRU Command #${(data >> 3) & 3}`,
    `Private bus ID #${data & 7}`,
  );
}

function userText(user: number): string {
  return `User ID for user that activated session ${user === 0 ? '= Unspecified' : `#${user}`}`;
}

function fruStateText(data: number): string | null {
  const previous = labelled('Previous State', texts.FRU_STATES[low(data)] ?? '');
  return joined(previous, labelled('Cause of state change', texts.FRU_CAUSES[high(data)]) ?? 'reserved');
}

function stateAtRequest(data: number): string | undefined {
  return data === texts.POWER_STATES.length ? 'unknown' : texts.POWER_STATES[data];
}

function sessionText(data: number, offset: number): string | null {
  const channel = `Channel number that session was activated/deactivated = ${low(data)}`;
  return joined(channel, offset === 1 ? (texts.SESSION_ENDS[high(data) & 3] ?? null) : null);
}
