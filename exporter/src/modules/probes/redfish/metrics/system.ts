/** Of systems, chassis, processors and managers. `system`, `chassis` and `manager` are labels of those after the first. */
import { gauge, untyped } from '../../../../contract/metrics.ts';

export const systemMetrics = {
  idrac_system_power_on: gauge('Power state of the system', ['system']),
  idrac_system_health: gauge('Health status of the system', ['status', 'system']),
  idrac_system_indicator_led_on: gauge('Indicator LED state of the system', ['state', 'system']),
  idrac_system_indicator_active: gauge('State of the system location indicator', ['system']),
  idrac_system_memory_size_bytes: gauge('Total memory size of the system in bytes', ['system']),
  idrac_system_cpu_count: gauge('Total number of CPUs in the system', ['model', 'system']),
  idrac_system_bios_info: untyped('Information about the BIOS', ['version', 'system']),
  idrac_system_machine_info: untyped('Information about the machine', [
    'manufacturer',
    'model',
    'serial',
    'sku',
    'hostname',
    'system',
  ]),
  idrac_cpu_info: untyped('Information about the CPU', [
    'id',
    'socket',
    'manufacturer',
    'model',
    'arch',
    'system',
  ]),
  idrac_cpu_health: gauge('Health status of the CPU', ['id', 'status', 'system']),
  idrac_cpu_voltage: gauge('Current voltage of the CPU', ['id', 'system']),
  idrac_cpu_max_speed_mhz: gauge('Maximum speed of the CPU in Mhz', ['id', 'system']),
  idrac_cpu_current_speed_mhz: gauge('Current speed of the CPU in Mhz', ['id', 'system']),
  idrac_cpu_total_cores: gauge('Total number of CPU cores', ['id', 'system']),
  idrac_cpu_total_threads: gauge('Total number of CPU threads', ['id', 'system']),
  idrac_manager_info: untyped('Information about the manager', [
    'id',
    'type',
    'model',
    'firmware',
    'manager',
  ]),
  idrac_manager_health: gauge('Health status of the manager', ['id', 'status', 'manager']),
  idrac_dell_battery_rollup_health: gauge('Health rollup status for the batteries', ['status']),
  idrac_dell_estimated_system_airflow_cfm: gauge('Estimated system airflow in cubic feet per minute'),
  fathom_redfish_chassis_info: untyped('A chassis: the machine itself, an enclosure, a backplane.', [
    'id',
    'type',
    'manufacturer',
    'model',
    'serial',
  ]),
  fathom_redfish_chassis_health: gauge('Health of a chassis: 0 OK, 1 warning, 2 critical, 10 another word.', [
    'id',
    'status',
  ]),
  fathom_redfish_chassis_intrusion: gauge('Whether a chassis was opened: 0 while its sensor says Normal.', [
    'id',
    'state',
  ]),
  fathom_redfish_firmware_info: untyped('A component with firmware, and its version.', [
    'id',
    'name',
    'version',
  ]),
};
