import { expect, it } from 'vitest';
import { systemdSockets } from './systemd-sockets.ts';

it('lists the descriptors that systemd handed over', () => {
  expect(systemdSockets({ LISTEN_FDS: '2', LISTEN_PID: '7' }, 7)).toEqual([3, 4]);
});

it.each([
  [{}],
  [{ LISTEN_FDS: '1' }],
  [{ LISTEN_FDS: '1', LISTEN_PID: '8' }],
  [{ LISTEN_FDS: '0', LISTEN_PID: '7' }],
  [{ LISTEN_FDS: 'many', LISTEN_PID: '7' }],
  [{ LISTEN_FDS: '1e9', LISTEN_PID: '7' }],
])('refuses %j', (env) => {
  expect(() => systemdSockets(env, 7)).toThrow('systemd handed over no socket');
});
