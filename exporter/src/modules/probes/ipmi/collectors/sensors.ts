import { SEVERITY_NAMES } from '../../../../protocols/ipmi/interpretation/state-severity.ts';
import { readSensors, type SensorReport } from '../../../../protocols/ipmi/read/sensors.ts';
import type { IpmiOut } from '../metrics.ts';
import type { Collect } from './asking.ts';

const PERCENT = 0.01;

export const collectSensors: Collect = async ({ session, memory, module, signal, onFault }, out) => {
  const { excludeSensorIds, readingWorkarounds, bridgeSensors } = module;
  const options = { excludeSensorIds, readingWorkarounds, bridgeSensors, signal, onFault };
  for (const report of await readSensors(session, memory, options)) writeSensor(report, out);
};

function writeSensor({ recordId, name, type, unit, value, severity }: SensorReport, out: IpmiOut): void {
  const state = severity === null ? NaN : SEVERITY_NAMES.indexOf(severity);
  const id = String(recordId);
  const kind = unit === '%' ? `% ${type}` : unit;
  switch (kind) {
    case 'RPM':
      out.ipmi_fan_speed_rpm(value, id, name);
      return out.ipmi_fan_speed_state(state, id, name);
    case '% Fan':
      out.ipmi_fan_speed_ratio(value * PERCENT, id, name);
      return out.ipmi_fan_speed_state(state, id, name);
    case 'C':
      out.ipmi_temperature_celsius(value, id, name);
      return out.ipmi_temperature_state(state, id, name);
    case 'A':
      out.ipmi_current_amperes(value, id, name);
      return out.ipmi_current_state(state, id, name);
    case 'V':
      out.ipmi_voltage_volts(value, id, name);
      return out.ipmi_voltage_state(state, id, name);
    case 'W':
      out.ipmi_power_watts(value, id, name);
      return out.ipmi_power_state(state, id, name);
    default:
      out.ipmi_sensor_value(value, id, name, type);
      return out.ipmi_sensor_state(state, id, name, type);
  }
}
