/** Of the collector `ipmi`. */
import { gauge } from '../../../../contract/metrics.ts';

const SENSOR = ['id', 'name'] as const;
const GENERIC = ['id', 'name', 'type'] as const;
const GRADES = '(0=nominal, 1=warning, 2=critical)';

export const sensorMetrics = {
  ipmi_sensor_state: gauge(
    `Indicates the severity of the state reported by an IPMI sensor ${GRADES}.`,
    GENERIC,
  ),
  ipmi_sensor_value: gauge(
    'Generic data read from an IPMI sensor of unknown type, relying on labels for context.',
    GENERIC,
  ),
  ipmi_fan_speed_rpm: gauge('Fan speed in rotations per minute.', SENSOR),
  ipmi_fan_speed_ratio: gauge('Fan speed as a proportion of the maximum speed.', SENSOR),
  ipmi_fan_speed_state: gauge(`Reported state of a fan speed sensor ${GRADES}.`, SENSOR),
  ipmi_temperature_celsius: gauge('Temperature reading in degree Celsius.', SENSOR),
  ipmi_temperature_state: gauge(`Reported state of a temperature sensor ${GRADES}.`, SENSOR),
  ipmi_voltage_volts: gauge('Voltage reading in Volts.', SENSOR),
  ipmi_voltage_state: gauge(`Reported state of a voltage sensor ${GRADES}.`, SENSOR),
  ipmi_current_amperes: gauge('Current reading in Amperes.', SENSOR),
  ipmi_current_state: gauge(`Reported state of a current sensor ${GRADES}.`, SENSOR),
  ipmi_power_watts: gauge('Power reading in Watts.', SENSOR),
  ipmi_power_state: gauge(`Reported state of a power sensor ${GRADES}.`, SENSOR),
};
