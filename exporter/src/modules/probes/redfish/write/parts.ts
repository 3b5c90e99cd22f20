import { healthValue, isLinkUp } from '../../../../protocols/redfish/read/health.ts';
import type { LogEntry } from '../../../../protocols/redfish/read/log-entry.ts';
import type { NetworkPort } from '../../../../protocols/redfish/read/network.ts';
import type { Pdu } from '../../../../protocols/redfish/read/pdu.ts';
import type { RedfishEventSettings } from '../../../../protocols/redfish/settings.ts';
import type { Memory, Network } from '../../../../protocols/redfish/walk/system-parts.ts';
import type { RedfishOut } from '../metrics.ts';
import { ifKnown } from './if-known.ts';

type Label = string | null;

export function writeMemory(out: RedfishOut, { module, errors }: Memory, label: Label): void {
  const { id, errorCorrection, manufacturer, type, name, serial, rank, health } = module;
  out.idrac_memory_module_info(1, id, errorCorrection, manufacturer, type, name, serial, rank, label);
  ifKnown(healthValue(health), (value) => out.idrac_memory_module_health(value, id, health, label));
  ifKnown(module.capacityBytes, (bytes) => out.idrac_memory_module_capacity_bytes(bytes, id, label));
  ifKnown(module.speedMhz, (mhz) => out.idrac_memory_module_speed_mhz(mhz, id, label));
  if (errors === null) return;
  ifKnown(errors.correctable, (count) =>
    out.fathom_redfish_memory_correctable_errors_total(count, id, label),
  );
  ifKnown(errors.uncorrectable, (count) =>
    out.fathom_redfish_memory_uncorrectable_errors_total(count, id, label),
  );
  for (const alarm of errors.alarms)
    out.fathom_redfish_memory_alarm(Number(alarm.active), id, alarm.name, label);
}

export function writeNetwork(out: RedfishOut, { adapter, ports }: Network, label: Label): void {
  const { id, manufacturer, model, serial, status } = adapter;
  out.idrac_network_adapter_info(1, id, manufacturer, model, serial, label);
  ifKnown(healthValue(status.health), (value) =>
    out.idrac_network_adapter_health(value, id, status.health, label),
  );
  for (const port of ports) writePort(out, port, id, label);
}

function writePort(out: RedfishOut, port: NetworkPort, adapter: string, label: Label): void {
  const { id, health, linkStatus } = port;
  ifKnown(healthValue(health), (value) => out.idrac_network_port_health(value, id, adapter, health, label));
  ifKnown(port.currentMbps, (mbps) => out.idrac_network_port_current_speed_mbps(mbps, id, adapter, label));
  ifKnown(port.maxMbps, (mbps) => out.idrac_network_port_max_speed_mbps(mbps, id, adapter, label));
  if (linkStatus !== '')
    out.idrac_network_port_link_up(Number(isLinkUp(linkStatus)), id, adapter, linkStatus, label);
}

/** Those that are young and severe enough, with the time of each as its value. */
export function writeLog(
  out: RedfishOut,
  entries: readonly LogEntry[],
  { minSeverity, maxAgeMs }: RedfishEventSettings,
  nowMs: number,
): void {
  for (const { id, createdMs, message, severity } of entries) {
    // Of one without a time nobody could tell how old it is.
    if (createdMs === null || nowMs - createdMs > maxAgeMs || (healthValue(severity) ?? -1) < minSeverity)
      continue;
    out.idrac_events_log_entry(Math.floor(createdMs / 1000), id, message, severity);
  }
}

export function writePdu(out: RedfishOut, pdu: Pdu): void {
  const { id, firmware, manufacturer, model, name, serial, type, status } = pdu;
  out.idrac_pdu_info(1, id, firmware, manufacturer, model, name, serial, type);
  ifKnown(healthValue(status.health), (value) => out.idrac_pdu_health(value, id, status.health));
  ifKnown(pdu.watts, (watts) => out.idrac_pdu_power_watts(watts, id));
  ifKnown(pdu.apparentVa, (va) => out.idrac_pdu_power_apparent_va(va, id));
  ifKnown(pdu.powerFactor, (factor) => out.idrac_pdu_power_factor(factor, id));
  ifKnown(pdu.energyKwh, (kwh) => out.idrac_pdu_energy_kwh(kwh, id));
}
