/** The BMC itself, its machine's power and faults. */
import {
  ask,
  getChassisStatus,
  getDeviceId,
  getPowerReading,
  getSelInfo,
  IpmiError,
  manufacturerName,
} from 'ipmi-js';
import { readSystemTexts } from '../../../../protocols/ipmi/read/system-texts.ts';
import type { Collect } from './asking.ts';

/** ipmi_exporter's word for what the BMC does not tell. */
const UNKNOWN = 'N/A';

export const collectBmc: Collect = async ({ session, memory, signal }, out) => {
  const { firmwareRevision, manufacturerId } = await getDeviceId(session, { signal });
  const { firmware, url } = await readSystemTexts(session, memory, signal);
  const maker = manufacturerName(manufacturerId);
  out.ipmi_bmc_info(
    1,
    firmwareRevision,
    maker === null ? String(manufacturerId) : `${maker} (${manufacturerId})`,
    firmware === null ? UNKNOWN : leadingVersion(firmware),
    url || UNKNOWN,
  );
};

/** ipmi_exporter takes the digits and dots that a version begins with; where it would be left with nothing, all of it. */
function leadingVersion(text: string): string {
  return /^[0-9.]+/.exec(text)?.[0] ?? text;
}

export const collectDcmi: Collect = async ({ session, signal }, out) => {
  const { isActive, currentWatts } = await getPowerReading(session, { signal });
  if (isActive) out.ipmi_dcmi_power_consumption_watts(currentWatts);
};

export const collectChassis: Collect = async ({ session, signal }, out) => {
  const { isPowerOn, driveFault, coolingFault } = await getChassisStatus(session, { signal });
  out.ipmi_chassis_power_state(Number(isPowerOn));
  out.ipmi_chassis_drive_fault_state(Number(!driveFault));
  out.ipmi_chassis_cooling_fault_state(Number(!coolingFault));
};

export const collectSel: Collect = async ({ session, signal }, out) => {
  const { entryCount, freeBytes } = await getSelInfo(session, { signal });
  out.ipmi_sel_logs_count(entryCount);
  out.ipmi_sel_free_space_bytes(freeBytes);
};

/** Of Supermicro: "get LAN mode". */
const LAN_MODE = { netFn: 0x30, command: 0x70, data: Uint8Array.of(0x0c, 0) };
const LAST_LAN_MODE = 2;

export const collectLanMode: Collect = async ({ session, signal }, out) => {
  const [mode, ...more] = await ask(session, LAN_MODE, { signal });
  if (mode === undefined || mode > LAST_LAN_MODE || more.length > 0)
    throw new IpmiError('malformed_reply', 'its LAN mode is none that Supermicro has');
  out.ipmi_config_lan_mode(mode);
};
