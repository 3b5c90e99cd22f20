import { type DemoProcess, event, every, type Happening, processEvent, withAttribute } from './happening.ts';

export const CHATTY_VM = 'demo-vm-shop-api-02';
export const API: DemoProcess = {
  pid: 1203,
  name: 'java',
  exe: '/usr/bin/java',
  cmdline: ['/usr/bin/java', '-jar', '/opt/shop-api/shop-api.jar'],
  username: 'java',
  startedMinutesAgo: 60 * 24 * 9,
};

export function networkSpike(minutesAgo: number): Happening {
  return event(
    minutesAgo,
    CHATTY_VM,
    'host.network_spike',
    'warning',
    'Traffic of the host is 412000000 bytes per second, on average 38000000',
    {
      bytes_per_second: 412_000_000,
      average_bytes_per_second: 38_000_000,
      factor: 10.8,
      busiest_interface: 'ens3',
    }
  );
}

/** A new version of the shop opens connections and does not close them. */
export function chatty(nowMs: number): Happening[] {
  return [
    { minutesAgo: 22, change: { id: CHATTY_VM, apply: (draft) => withAttribute(draft, 'release', 'shop-api 7.2.0') } },
    ...every(18, 2, 4, (at) =>
      event(
        at,
        CHATTY_VM,
        'host.network_spike',
        'warning',
        'Traffic of the host is 412000000 bytes per second, on average 38000000',
        { bytes_per_second: 412_000_000, average_bytes_per_second: 38_000_000, factor: 10.8, busiest_interface: 'ens3' }
      )
    ),
    ...every(18, 2, 4, (at) =>
      processEvent(
        at,
        CHATTY_VM,
        'process.many_connections',
        API,
        `java (pid ${API.pid}) has 2140 connections`,
        { connections: 2140 },
        nowMs
      )
    ),
    {
      minutesAgo: 15,
      alert: {
        status: 'firing',
        name: 'ThreatScoreMedium',
        asset: CHATTY_VM,
        severity: 'warning',
        summary: 'Threat score above 40',
        startedMinutesAgo: 15,
      },
    },
  ];
}
