/** Of logs, power distribution units, and of the scrape itself. */
import { counter, gauge, untyped } from '../../../../contract/metrics.ts';

export const scrapeMetrics = {
  idrac_events_log_entry: counter('Entry from the system event log', ['id', 'message', 'severity']),
  idrac_pdu_info: untyped('Information about the PDU', [
    'id',
    'firmware',
    'manufacturer',
    'model',
    'name',
    'serial',
    'type',
  ]),
  idrac_pdu_health: gauge('Health status of the PDU', ['id', 'status']),
  idrac_pdu_power_watts: gauge('Power reading in watts', ['id']),
  idrac_pdu_power_apparent_va: gauge('Apparent power reading in VA units', ['id']),
  idrac_pdu_power_factor: gauge('Power factor (efficiency)', ['id']),
  idrac_pdu_energy_kwh: gauge('Energy consumption in kWh', ['id']),
  idrac_exporter_build_info: untyped('Constant metric with build information for the exporter', [
    'version',
    'revision',
    'goversion',
  ]),
  idrac_exporter_scrape_errors_total: counter('Total number of errors encountered while scraping target'),
  fathom_redfish_group_error: gauge(
    'Whether something of a group of metrics could not be read; the rest of it is shown.',
    ['group'],
  ),
  fathom_redfish_requests: gauge(
    'Requests of this scrape: sent, kept (answered from what was read before), failed (of those sent).',
    ['result'],
  ),
  fathom_redfish_scrape_duration_seconds: gauge('Time that this scrape took.'),
  fathom_redfish_certificate_expiry_timestamp_seconds: gauge(
    "When the service's TLS certificate ends, in seconds since the epoch.",
  ),
  fathom_redfish_duplicate_series: gauge(
    'Series that the service gave more than once, by metric: the first is shown, the others are left out.',
    ['metric'],
  ),
};
