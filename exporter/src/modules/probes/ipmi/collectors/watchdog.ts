import { getWatchdog, type Watchdog } from 'ipmi-js';
import type { Collect } from './asking.ts';

/** In the words of FreeIPMI's `bmc-watchdog`. */
const USES: Readonly<Partial<Record<Watchdog['use'], string>>> = {
  bios_frb2: 'BIOS FRB2',
  bios_post: 'BIOS POST',
  os_load: 'OS LOAD',
  sms_os: 'SMS/OS',
  oem: 'OEM',
};
const ACTIONS: Readonly<Partial<Record<Watchdog['action'], string>>> = {
  none: 'None',
  hard_reset: 'Hard Reset',
  power_down: 'Power Down',
  power_cycle: 'Power Cycle',
};
const INTERRUPTS: Readonly<Partial<Record<Watchdog['interrupt'], string>>> = {
  none: 'None',
  smi: 'SMI',
  nmi: 'NMI / Diagnostic Interrupt',
  messaging: 'Messaging Interrupt',
};

export const collectWatchdog: Collect = async ({ session, signal }, out) => {
  const watchdog = await getWatchdog(session, { signal });
  out.ipmi_bmc_watchdog_timer_state(Number(watchdog.isRunning));
  for (const [use, name] of Object.entries(USES))
    out.ipmi_bmc_watchdog_timer_use_state(Number(use === watchdog.use), name);
  out.ipmi_bmc_watchdog_logging_state(Number(watchdog.isLogging));
  for (const [action, name] of Object.entries(ACTIONS))
    out.ipmi_bmc_watchdog_timeout_action_state(Number(action === watchdog.action), name);
  for (const [interrupt, name] of Object.entries(INTERRUPTS))
    out.ipmi_bmc_watchdog_pretimeout_interrupt_state(Number(interrupt === watchdog.interrupt), name);
  out.ipmi_bmc_watchdog_pretimeout_interval_seconds(watchdog.pretimeoutSeconds);
  // Whole seconds, as `bmc-watchdog --get` prints them.
  out.ipmi_bmc_watchdog_initial_countdown_seconds(Math.floor(watchdog.initialSeconds));
  out.ipmi_bmc_watchdog_current_countdown_seconds(Math.floor(watchdog.presentSeconds));
};
