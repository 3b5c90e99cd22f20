import { UserError } from '../model/errors.ts';

/** SD_LISTEN_FDS_START of sd_listen_fds(3). */
const FIRST_DESCRIPTOR = 3;
/** More sockets than any unit lists; a larger number is not systemd's. */
const MAX_SOCKETS = 64;

/**
 * The listening sockets that systemd handed to the process, as sd_listen_fds(3) tells.
 * @throws UserError when there are none.
 */
export function systemdSockets(env: Readonly<Record<string, string | undefined>>, pid: number): number[] {
  const count = Number(env['LISTEN_FDS'] ?? 0);
  const forUs = Number(env['LISTEN_PID'] ?? NaN) === pid;
  if (!forUs || !Number.isInteger(count) || count < 1 || count > MAX_SOCKETS) {
    throw new UserError(
      'web.systemdSocket: systemd handed over no socket (LISTEN_FDS, LISTEN_PID); is Fathom started by a socket unit?',
    );
  }
  return Array.from({ length: count }, (_, i) => FIRST_DESCRIPTOR + i);
}
