import { healthValue } from '../../../../protocols/redfish/read/health.ts';
import type {
  Chassis,
  Firmware,
  Manager,
  Processor,
  System,
} from '../../../../protocols/redfish/read/system.ts';
import type { DellSystem } from '../../../../protocols/redfish/walk/managers.ts';
import type { RedfishOut } from '../metrics.ts';
import { ifKnown } from './if-known.ts';

type Label = string | null;

export function writeSystem(out: RedfishOut, system: System, label: Label): void {
  const { health } = system.status;
  ifKnown(system.powerOn, (on) => out.idrac_system_power_on(Number(on), label));
  ifKnown(healthValue(health), (value) => out.idrac_system_health(value, health, label));
  if (system.indicatorLed !== '')
    out.idrac_system_indicator_led_on(Number(system.indicatorLed !== 'Off'), system.indicatorLed, label);
  ifKnown(system.indicatorActive, (active) => out.idrac_system_indicator_active(Number(active), label));
  ifKnown(system.memoryBytes, (bytes) => out.idrac_system_memory_size_bytes(bytes, label));
  ifKnown(system.cpuCount, (count) => out.idrac_system_cpu_count(count, system.cpuModel, label));
  out.idrac_system_bios_info(1, system.biosVersion, label);
  const { manufacturer, model, serial, sku, hostname } = system;
  out.idrac_system_machine_info(1, manufacturer, model, serial, sku, hostname, label);
}

export function writeChassis(out: RedfishOut, chassis: Chassis): void {
  const { id, type, manufacturer, model, serial, status, intrusion } = chassis;
  out.fathom_redfish_chassis_info(1, id, type, manufacturer, model, serial);
  ifKnown(healthValue(status.health), (value) => out.fathom_redfish_chassis_health(value, id, status.health));
  if (intrusion !== '') out.fathom_redfish_chassis_intrusion(Number(intrusion !== 'Normal'), id, intrusion);
}

export function writeProcessor(out: RedfishOut, processor: Processor, label: Label): void {
  const { id, socket, manufacturer, model, architecture, status } = processor;
  out.idrac_cpu_info(1, id, socket, manufacturer, model, architecture, label);
  ifKnown(healthValue(status.health), (value) => out.idrac_cpu_health(value, id, status.health, label));
  ifKnown(processor.volts, (volts) => out.idrac_cpu_voltage(volts, id, label));
  ifKnown(processor.maxMhz, (mhz) => out.idrac_cpu_max_speed_mhz(mhz, id, label));
  ifKnown(processor.currentMhz, (mhz) => out.idrac_cpu_current_speed_mhz(mhz, id, label));
  ifKnown(processor.cores, (cores) => out.idrac_cpu_total_cores(cores, id, label));
  ifKnown(processor.threads, (threads) => out.idrac_cpu_total_threads(threads, id, label));
}

export function writeManager(out: RedfishOut, manager: Manager, label: Label): void {
  const { id, type, model, firmware, status } = manager;
  out.idrac_manager_info(1, id, type, model, firmware, label);
  ifKnown(healthValue(status.health), (value) => out.idrac_manager_health(value, id, status.health, label));
}

export function writeDellSystem(out: RedfishOut, { batteryHealth, airflow }: DellSystem): void {
  ifKnown(healthValue(batteryHealth), (value) => out.idrac_dell_battery_rollup_health(value, batteryHealth));
  ifKnown(airflow, (value) => out.idrac_dell_estimated_system_airflow_cfm(value));
}

export function writeFirmware(out: RedfishOut, { id, name, version }: Firmware): void {
  out.fathom_redfish_firmware_info(1, id, name, version);
}
