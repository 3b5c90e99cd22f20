/** Of storage, memory and the network. `system` and `chassis` are labels of those after the first. */
import { counter, gauge, untyped } from '../../../../contract/metrics.ts';

export const storageMetrics = {
  idrac_storage_info: untyped('Information about storage sub systems', ['id', 'name', 'system']),
  idrac_storage_health: gauge('Health status for storage sub systems', ['id', 'status', 'system']),
  idrac_storage_drive_info: untyped('Information about disk drives', [
    'id',
    'storage_id',
    'manufacturer',
    'mediatype',
    'model',
    'name',
    'protocol',
    'serial',
    'slot',
    'system',
  ]),
  idrac_storage_drive_health: gauge('Health status for disk drives', [
    'id',
    'storage_id',
    'status',
    'system',
  ]),
  idrac_storage_drive_capacity_bytes: gauge('Capacity of disk drives in bytes', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_drive_life_left_percent: gauge('Predicted life left in percent', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_drive_indicator_active: gauge('State of the drive location indicator', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_controller_info: untyped('Information about storage controllers', [
    'id',
    'storage_id',
    'manufacturer',
    'model',
    'name',
    'firmware',
    'system',
  ]),
  idrac_storage_controller_health: gauge('Health status for storage controllers', [
    'id',
    'storage_id',
    'status',
    'system',
  ]),
  idrac_storage_controller_speed_mbps: gauge('Speed of storage controllers in Mbps', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_controller_cache_size_bytes: gauge('Size of the controller cache in bytes', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_controller_cache_health: gauge('Health status for the storage controller cache', [
    'id',
    'storage_id',
    'status',
    'system',
  ]),
  idrac_storage_volume_info: untyped('Information about virtual volumes', [
    'id',
    'storage_id',
    'name',
    'volumetype',
    'raidtype',
    'system',
  ]),
  idrac_storage_volume_health: gauge('Health status for virtual volumes', [
    'id',
    'storage_id',
    'status',
    'system',
  ]),
  idrac_storage_volume_media_span_count: gauge('Number of media spanned by virtual volumes', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_storage_volume_capacity_bytes: gauge('Capacity of virtual volumes in bytes', [
    'id',
    'storage_id',
    'system',
  ]),
  idrac_dell_controller_battery_health: gauge('Health status of storage controller battery', [
    'id',
    'storage_id',
    'name',
    'status',
    'system',
  ]),
  fathom_redfish_drive_failure_predicted: gauge(
    'Whether a drive, or its controller, expects that it fails soon.',
    ['id', 'storage_id', 'system'],
  ),
  fathom_redfish_drive_temperature_celsius: gauge('Temperature of a drive.', ['id', 'storage_id', 'system']),
  fathom_redfish_drive_power_on_hours: gauge('Hours that a drive was turned on.', [
    'id',
    'storage_id',
    'system',
  ]),
};

export const memoryMetrics = {
  idrac_memory_module_info: untyped('Information about memory modules', [
    'id',
    'ecc',
    'manufacturer',
    'type',
    'name',
    'serial',
    'rank',
    'system',
  ]),
  idrac_memory_module_health: gauge('Health status for memory modules', ['id', 'status', 'system']),
  idrac_memory_module_capacity_bytes: gauge('Capacity of memory modules in bytes', ['id', 'system']),
  idrac_memory_module_speed_mhz: gauge('Speed of memory modules in Mhz', ['id', 'system']),
  fathom_redfish_memory_correctable_errors_total: counter('Memory errors that ECC corrected.', [
    'id',
    'system',
  ]),
  fathom_redfish_memory_uncorrectable_errors_total: counter('Memory errors that ECC could not correct.', [
    'id',
    'system',
  ]),
  fathom_redfish_memory_alarm: gauge(
    'Whether the service says that a module had too many errors of a kind, or is too hot.',
    ['id', 'alarm', 'system'],
  ),
};

export const networkMetrics = {
  idrac_network_adapter_info: untyped('Information about network adapters', [
    'id',
    'manufacturer',
    'model',
    'serial',
    'chassis',
  ]),
  idrac_network_adapter_health: gauge('Health status for network adapters', ['id', 'status', 'chassis']),
  idrac_network_port_health: gauge('Health status for network ports', [
    'id',
    'adapter_id',
    'status',
    'chassis',
  ]),
  idrac_network_port_max_speed_mbps: gauge('Max link speed of network ports in Mbps', [
    'id',
    'adapter_id',
    'chassis',
  ]),
  idrac_network_port_current_speed_mbps: gauge('Current link speed of network ports in Mbps', [
    'id',
    'adapter_id',
    'chassis',
  ]),
  idrac_network_port_link_up: gauge('Link status of network ports (up or down)', [
    'id',
    'adapter_id',
    'status',
    'chassis',
  ]),
};
