import { type CommandChannel, getSystemInfo, SYSTEM_INFO } from 'ipmi-js';
import type { BmcMemory, SystemTexts } from '../bmc-memory.ts';

/** They change with an update of the firmware. */
const MAX_AGE_MS = 5 * 60_000;

/** Asks again only after some minutes. @throws IpmiError */
export async function readSystemTexts(
  channel: CommandChannel,
  memory: BmcMemory,
  signal: AbortSignal,
): Promise<SystemTexts> {
  const known = memory.texts;
  if (known && performance.now() - known.atMs < MAX_AGE_MS) return known;
  const firmware = await getSystemInfo(channel, SYSTEM_INFO.firmwareVersion, { signal });
  const url = await getSystemInfo(channel, SYSTEM_INFO.bmcUrl, { signal });
  memory.texts = { firmware, url, atMs: performance.now() };
  return memory.texts;
}
