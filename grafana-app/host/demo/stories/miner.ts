import { event, every, type DemoProcess, type Happening, processEvent } from './happening.ts';

export const MINER_HOST = 'demo-host-fra-node-07'; /** A trial of mining software, as intruders leave it behind. */
export const MINER: DemoProcess = {
  pid: 48_211,
  name: 'xmrig',
  exe: '/tmp/.x/xmrig',
  cmdline: ['/tmp/.x/xmrig', '--url', 'pool.example:3333', '--threads', '48'],
  username: 'www-data',
  startedMinutesAgo: 34,
};

/** A web server was broken into, and mines. */
export function miner(nowMs: number): Happening[] {
  const title = `${MINER.name} (pid ${MINER.pid})`;
  const reasons = ['runs from /tmp', 'name of mining software', 'hidden folder'];
  return [
    event(41, MINER_HOST, 'auth.login', 'info', 'deploy logged in over SSH from 10.0.9.14', {
      user: 'deploy',
      address: '10.0.9.14',
    }),
    event(37, MINER_HOST, 'web.upload', 'warning', 'A file with the ending .php was uploaded to /uploads', {
      path: '/uploads/banner.php',
    }),
    processEvent(34, MINER_HOST, 'process.started', MINER, `${title} has started`, {}, nowMs),
    ...every(33, 1, 2, (at) =>
      processEvent(
        at,
        MINER_HOST,
        'process.suspicious',
        MINER,
        `${title} is suspicious: ${reasons.join(', ')}`,
        { reasons, cpu_percent: 4380 + (at % 7) * 55 },
        nowMs
      )
    ),
    ...every(33, 1, 2, (at) =>
      processEvent(
        at,
        MINER_HOST,
        'process.cpu_high',
        MINER,
        `${title} uses much CPU`,
        { cpu_percent: 4400 + (at % 5) * 60 },
        nowMs
      )
    ),
    ...every(32, 1, 3, (at) =>
      event(at, MINER_HOST, 'host.cpu_high', 'warning', `CPU use of the host is ${92 + (at % 6)} %`, {
        cpu_percent: 92 + (at % 6),
        threshold_percent: 80,
      })
    ),
    {
      minutesAgo: 28,
      alert: {
        status: 'firing',
        name: 'HostHighCpuLoad',
        asset: MINER_HOST,
        severity: 'warning',
        summary: 'CPU use above 90 % for 5 minutes',
        startedMinutesAgo: 28,
      },
    },
    {
      minutesAgo: 26,
      alert: {
        status: 'firing',
        name: 'ThreatScoreHigh',
        asset: MINER_HOST,
        severity: 'critical',
        summary: 'Threat score above 60',
        startedMinutesAgo: 26,
      },
    },
  ];
}
