/** Of the other collectors, and of the scrape itself. */
import { gauge } from '../../../../contract/metrics.ts';

export const controllerMetrics = {
  ipmi_bmc_info: gauge("Constant metric with value '1' providing details about the BMC.", [
    'firmware_revision',
    'manufacturer_id',
    'system_firmware_version',
    'bmc_url',
  ]),
  ipmi_dcmi_power_consumption_watts: gauge('Current power consumption in Watts.'),
  ipmi_chassis_power_state: gauge('Current power state (1=on, 0=off).'),
  ipmi_chassis_drive_fault_state: gauge('Current drive fault state (1=false, 0=true).'),
  ipmi_chassis_cooling_fault_state: gauge('Current Cooling/fan fault state (1=false, 0=true).'),
  ipmi_sel_logs_count: gauge('Current number of log entries in the SEL.'),
  ipmi_sel_free_space_bytes: gauge('Current free space remaining for new SEL entries.'),
  ipmi_sel_events_count_by_state: gauge('Current number of log entries in the SEL by state.', ['state']),
  ipmi_sel_events_count_by_name: gauge('Current number of custom log entries in the SEL by name.', ['name']),
  ipmi_sel_events_latest_timestamp: gauge('Latest timestamp of custom log entries in the SEL by name.', [
    'name',
  ]),
  ipmi_config_lan_mode: gauge('Returns configured LAN mode (0=dedicated, 1=shared, 2=failover).'),
  ipmi_bmc_watchdog_timer_state: gauge('Watchdog timer running (1: running, 0: stopped)'),
  ipmi_bmc_watchdog_timer_use_state: gauge('Watchdog timer use (1: active, 0: inactive)', ['name']),
  ipmi_bmc_watchdog_logging_state: gauge(
    'Watchdog log flag (1: Enabled, 0: Disabled / note: reverse of freeipmi)',
  ),
  ipmi_bmc_watchdog_timeout_action_state: gauge('Watchdog timeout action (1: active, 0: inactive)', [
    'action',
  ]),
  ipmi_bmc_watchdog_pretimeout_interrupt_state: gauge(
    'Watchdog pre-timeout interrupt (1: active, 0: inactive)',
    ['interrupt'],
  ),
  ipmi_bmc_watchdog_pretimeout_interval_seconds: gauge('Watchdog pre-timeout interval in seconds'),
  ipmi_bmc_watchdog_initial_countdown_seconds: gauge('Watchdog initial countdown in seconds'),
  ipmi_bmc_watchdog_current_countdown_seconds: gauge('Watchdog current countdown in seconds'),
  ipmi_up: gauge("'1' if a scrape of the IPMI device was successful, '0' otherwise.", ['collector']),
  ipmi_scrape_duration_seconds: gauge('Returns how long the scrape took to complete in seconds.'),
  fathom_ipmi_failure: gauge('Why a collector has no result: 1 for each whose ipmi_up is 0.', [
    'collector',
    'reason',
  ]),
};
