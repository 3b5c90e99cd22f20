/** The chassis (IPMI 2.0, section 28). */
import { ask, type CommandChannel, NET_FN, type SendOptions } from '../command.ts';
import { ReplyBytes } from '../reply-bytes.ts';

const GET_CHASSIS_STATUS = 0x01;
const GET_RESTART_CAUSE = 0x07;
const GET_POWER_ON_HOURS = 0x0f;
const POLICIES = ['always_off', 'previous_state', 'always_on', 'unknown'] as const;
const IDENTIFY = ['off', 'temporary_on', 'on', 'reserved'] as const;

export interface ChassisStatus {
  readonly isPowerOn: boolean;
  readonly powerOverload: boolean;
  readonly powerInterlock: boolean;
  readonly powerFault: boolean;
  readonly powerControlFault: boolean;
  readonly restorePolicy: (typeof POLICIES)[number];
  /** What the last change of power came from. */
  readonly lastPowerEvent: {
    readonly acFailed: boolean;
    readonly overload: boolean;
    readonly interlock: boolean;
    readonly fault: boolean;
    readonly onByCommand: boolean;
  };
  readonly intrusion: boolean;
  readonly frontPanelLockout: boolean;
  readonly driveFault: boolean;
  readonly coolingFault: boolean;
  /** Null when the BMC does not say. */
  readonly identify: (typeof IDENTIFY)[number] | null;
}

export async function getChassisStatus(
  channel: CommandChannel,
  options?: SendOptions,
): Promise<ChassisStatus> {
  return decodeChassisStatus(
    await ask(channel, { netFn: NET_FN.chassis, command: GET_CHASSIS_STATUS }, options),
  );
}

/** @param data of a Get Chassis Status reply */
export function decodeChassisStatus(data: Uint8Array): ChassisStatus {
  const reply = new ReplyBytes(data, 'Get Chassis Status').atLeast(3);
  return {
    isPowerOn: reply.bit(0, 0),
    powerOverload: reply.bit(0, 1),
    powerInterlock: reply.bit(0, 2),
    powerFault: reply.bit(0, 3),
    powerControlFault: reply.bit(0, 4),
    restorePolicy: POLICIES[(reply.u8(0) >> 5) & 3] ?? 'unknown',
    lastPowerEvent: {
      acFailed: reply.bit(1, 0),
      overload: reply.bit(1, 1),
      interlock: reply.bit(1, 2),
      fault: reply.bit(1, 3),
      onByCommand: reply.bit(1, 4),
    },
    intrusion: reply.bit(2, 0),
    frontPanelLockout: reply.bit(2, 1),
    driveFault: reply.bit(2, 2),
    coolingFault: reply.bit(2, 3),
    identify: reply.bit(2, 6) ? (IDENTIFY[(reply.u8(2) >> 4) & 3] ?? null) : null,
  };
}

const RESTART_CAUSES = [
  ...['unknown', 'chassis_control', 'reset_button', 'power_button', 'watchdog', 'oem', 'always_restore'],
  ...['restore_previous', 'pef_reset', 'pef_power_cycle', 'soft_reset', 'rtc_wakeup'],
] as const;
export type RestartCause = (typeof RESTART_CAUSES)[number];

/** Why the system started last. */
export async function getRestartCause(channel: CommandChannel, options?: SendOptions): Promise<RestartCause> {
  const data = await ask(channel, { netFn: NET_FN.chassis, command: GET_RESTART_CAUSE }, options);
  return RESTART_CAUSES[new ReplyBytes(data, 'Get System Restart Cause').u8(0) & 0x0f] ?? 'unknown';
}

/** How long the system has been on in all, in minutes. */
export async function getPowerOnMinutes(channel: CommandChannel, options?: SendOptions): Promise<number> {
  const data = await ask(channel, { netFn: NET_FN.chassis, command: GET_POWER_ON_HOURS }, options);
  const reply = new ReplyBytes(data, 'Get POH Counter').atLeast(5);
  return reply.u8(0) * reply.u32(1);
}
