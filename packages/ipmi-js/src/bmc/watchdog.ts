/** The watchdog timer (IPMI 2.0, 27.7). */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';

const GET_WATCHDOG_TIMER = 0x25;
/** Countdowns count tenths of a second. */
const PER_SECOND = 10;

const USES = [
  'reserved',
  'bios_frb2',
  'bios_post',
  'os_load',
  'sms_os',
  'oem',
  'reserved',
  'reserved',
] as const;
const INTERRUPTS = ['none', 'smi', 'nmi', 'messaging'] as const;
const ACTIONS = ['none', 'hard_reset', 'power_down', 'power_cycle'] as const;

export interface Watchdog {
  readonly isRunning: boolean;
  /** False: what happens at its end is not written to the SEL. */
  readonly isLogging: boolean;
  readonly use: (typeof USES)[number];
  readonly action: (typeof ACTIONS)[number] | 'reserved';
  readonly interrupt: (typeof INTERRUPTS)[number] | 'reserved';
  readonly pretimeoutSeconds: number;
  /** Uses whose timers have ended, bit 1 BIOS FRB2 to bit 5 OEM. */
  readonly expired: number;
  readonly initialSeconds: number;
  readonly presentSeconds: number;
}

export async function getWatchdog(channel: CommandChannel, options?: SendOptions): Promise<Watchdog> {
  return decodeWatchdog(await ask(channel, { netFn: NET_FN.app, command: GET_WATCHDOG_TIMER }, options));
}

/** @param data of a Get Watchdog Timer reply */
export function decodeWatchdog(data: Uint8Array): Watchdog {
  const reply = new ReplyBytes(data, 'Get Watchdog Timer').atLeast(8);
  return {
    isRunning: reply.bit(0, 6),
    isLogging: !reply.bit(0, 7),
    use: USES[reply.u8(0) & 7] ?? 'reserved',
    action: ACTIONS[reply.u8(1) & 7] ?? 'reserved',
    interrupt: INTERRUPTS[(reply.u8(1) >> 4) & 7] ?? 'reserved',
    pretimeoutSeconds: reply.u8(2),
    expired: reply.u8(3),
    initialSeconds: reply.u16(4) / PER_SECOND,
    presentSeconds: reply.u16(6) / PER_SECOND,
  };
}
