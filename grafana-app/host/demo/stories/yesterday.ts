import { type DemoProcess, every, type Happening, processEvent } from './happening.ts';

const OLD_HOST = 'demo-host-fra-node-21';
/** Over since yesterday: shows what a resolved incident keeps. */
export function yesterday(nowMs: number): Happening[] {
  const backup: DemoProcess = {
    pid: 9120,
    name: 'pigz',
    exe: '/usr/bin/pigz',
    cmdline: ['/usr/bin/pigz', '-9'],
    username: 'backup',
    startedMinutesAgo: 1290,
  };
  return [
    processEvent(1290, OLD_HOST, 'process.started', backup, 'pigz (pid 9120) has started', {}, nowMs),
    ...every(1288, 1260, 4, (at) =>
      processEvent(
        at,
        OLD_HOST,
        'process.cpu_high',
        backup,
        'pigz (pid 9120) uses much CPU',
        { cpu_percent: 3150 },
        nowMs
      )
    ),
    {
      minutesAgo: 1280,
      alert: {
        status: 'firing',
        name: 'HostHighCpuLoad',
        asset: OLD_HOST,
        severity: 'warning',
        summary: 'CPU use above 90 % for 5 minutes',
        startedMinutesAgo: 1280,
      },
    },
    processEvent(
      1255,
      OLD_HOST,
      'process.terminated',
      backup,
      'pigz (pid 9120) has ended',
      { lifetime_seconds: 2100 },
      nowMs
    ),
    {
      minutesAgo: 1250,
      alert: {
        status: 'resolved',
        name: 'HostHighCpuLoad',
        asset: OLD_HOST,
        severity: 'warning',
        summary: 'CPU use above 90 % for 5 minutes',
        startedMinutesAgo: 1280,
      },
    },
  ];
}
