import { type DemoProcess, event, every, type Happening, processEvent, withAttribute } from './happening.ts';

const GIB = 1024 ** 3;
const LEAKY_HOST = 'demo-host-ams-node-12';
const EXPORT_JOB: DemoProcess = {
  pid: 20_377,
  name: 'report-export',
  exe: '/opt/reports/bin/report-export',
  cmdline: ['/opt/reports/bin/report-export', '--quarter', 'q3', '--in-memory'],
  username: 'reports',
  startedMinutesAgo: 52,
};

/** A release of the reports takes all memory. */
export function leak(nowMs: number): Happening[] {
  const title = `${EXPORT_JOB.name} (pid ${EXPORT_JOB.pid})`;
  return [
    { minutesAgo: 55, change: { id: LEAKY_HOST, apply: (draft) => withAttribute(draft, 'reportsRelease', '4.8.0') } },
    processEvent(52, LEAKY_HOST, 'process.started', EXPORT_JOB, `${title} has started`, { memory_percent: 1.2 }, nowMs),
    ...every(50, 4, 4, (at) =>
      event(at, LEAKY_HOST, 'host.memory_spike', 'warning', `Memory use of the host is ${97 - Math.round(at / 5)} %`, {
        memory_percent: 97 - Math.round(at / 5),
        rise_percent: 12 + (at % 4),
        window_seconds: 300,
        memory_total: 256 * GIB,
        memory_available: Math.round((0.03 + at / 500) * 256) * GIB,
      })
    ),
    ...every(48, 4, 4, (at) =>
      processEvent(
        at,
        LEAKY_HOST,
        'process.top',
        EXPORT_JOB,
        `${title} holds most of the memory`,
        { memory_percent: 78 - Math.round(at / 2), cpu_percent: 180 },
        nowMs
      )
    ),
    {
      minutesAgo: 40,
      alert: {
        status: 'firing',
        name: 'HostOutOfMemory',
        asset: LEAKY_HOST,
        severity: 'warning',
        summary: 'Less than 10 % of the memory is available',
        startedMinutesAgo: 40,
      },
    },
  ];
}
