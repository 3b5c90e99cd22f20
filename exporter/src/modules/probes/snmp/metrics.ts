import { foreign, gauge, type Out } from '../../../contract/metrics.ts';

/** Of each scrape. Names and texts are snmp_exporter's, but for the last two. */
export const metrics = {
  families: foreign('Those of the modules, as their definitions have them.'),
  snmp_scrape_walk_duration_seconds: gauge('Time SNMP walk/bulkwalk took.', ['module']),
  snmp_scrape_packets_sent: gauge('Packets sent for get, bulkget, and walk; including retries.', ['module']),
  snmp_scrape_packets_retried: gauge('Packets retried for get, bulkget, and walk.', ['module']),
  snmp_scrape_pdus_returned: gauge('PDUs returned from get, bulkget, and walk.', ['module']),
  snmp_scrape_duration_seconds: gauge('Total SNMP time scrape took (walk and processing).', ['module']),
  snmp_scrape_error: gauge(
    'Whether the module could not be read to its end. Only where partial=true asks for it.',
    ['module'],
  ),
  fathom_snmp_duplicate_series: gauge(
    'Series that the device gave more than once, by metric: the first is shown, the others are left out.',
    ['module', 'metric'],
  ),
};

export type ScrapeOut = Out<typeof metrics>;
