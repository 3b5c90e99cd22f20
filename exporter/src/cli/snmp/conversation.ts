/** What a command that asks a device needs: the configuration, the network, and a way to be interrupted. */
import type { FathomConfig } from '../../app/config/schema.ts';
import { openPorts, type OpenPorts } from '../../app/ports.ts';
import { MODULES } from '../../app/registry.ts';
import { settingsOf } from '../../app/config/schema.ts';
import type { AnyProbe } from '../../contract/module.ts';
import type { SnmpSettings } from '../../protocols/snmp/settings.ts';
import { loadFrom } from '../load.ts';

export interface Conversation {
  readonly settings: SnmpSettings;
  readonly opened: OpenPorts;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

export async function withNetwork(
  argv: readonly string[],
  talk: (conversation: Conversation) => Promise<void>,
): Promise<void> {
  const { config } = loadFrom(argv);
  const opened = openPorts(config, Date.now);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await talk({ settings: snmpSettings(config), opened, signal: controller.signal });
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await opened.close();
  }
}

/** The section with its files, as the probe gets it. */
export function snmpSettings(config: FathomConfig): SnmpSettings {
  const probe = MODULES.find((module): module is AnyProbe => module.kind === 'probe' && module.id === 'snmp');
  if (!probe) throw new Error('there is no probe for SNMP');
  return settingsOf(config, probe).options as SnmpSettings;
}

/** What a shell takes as interrupted. */
export const INTERRUPTED = 130;
