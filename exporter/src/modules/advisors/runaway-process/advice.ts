/** What to say about a runaway process, and what to do. */
import type { Event } from '../../../model/event.ts';
import type { Fact } from '../../../model/recommendation.ts';
import { formatTime } from '../../../model/time.ts';
import type { Behaviour, Busy } from './behaviour.ts';

/**
 * That it needs attention: 0.9 when suspicious, else from 0.6 at the least duration towards 0.9,
 * halving what is missing with each such duration.
 */
export function confidenceOf({ suspicious, busy }: Behaviour, sustainedMs: number): number {
  if (suspicious !== null || busy === null) return 0.9;
  return 0.9 - 0.3 * 2 ** -((busy.toMs - busy.fromMs) / sustainedMs - 1);
}

export function explain(process: Behaviour): string {
  const by = process.username === '' ? '' : ` of user ${process.username}`;
  const sentences = [`Process ${process.pid}${by} runs \`${process.command}\`.`];
  if (process.busy !== null) {
    const { fromMs, toMs, peak } = process.busy;
    sentences.push(
      `Its CPU use was high from ${iso(fromMs)} to ${iso(toMs)} (${Math.round((toMs - fromMs) / 1000)} s), ` +
        `at most ${peak.percent.toFixed(1)} % of one core.`,
    );
  }
  if (process.suspicious !== null) sentences.push(`It is suspicious: ${reasonsOf(process.suspicious)}.`);
  return sentences.join(' ');
}

export function evidenceOf(process: Behaviour): Fact[] {
  const { pid, command, busy, suspicious } = process;
  const source = (busy?.peak.event ?? suspicious)?.id ?? '';
  const facts: Fact[] = [
    { name: 'pid', value: pid, source },
    { name: 'command', value: command, source },
  ];
  if (process.startedMs !== null) facts.push({ name: 'start_time', value: iso(process.startedMs), source });
  if (busy !== null) facts.push(...busyFacts(busy));
  if (suspicious !== null) {
    const time = formatTime(suspicious.lastTimeNs);
    facts.push({ name: 'suspicious', value: reasonsOf(suspicious), time, source: suspicious.id });
  }
  return facts;
}

function busyFacts({ fromMs, toMs, peak }: Busy): Fact[] {
  const source = peak.event.id;
  const facts: Fact[] = [
    { name: 'cpu_percent', value: peak.percent, unit: '%', time: formatTime(peak.event.timeNs), source },
    { name: 'busy_from', value: iso(fromMs), source },
    { name: 'busy_to', value: iso(toMs), source },
    { name: 'busy_seconds', value: (toMs - fromMs) / 1000, unit: 's', source },
  ];
  const memory = peak.event.attributes['memory_rss'];
  if (typeof memory === 'number') facts.push({ name: 'memory_rss', value: memory, unit: 'B', source });
  return facts;
}

export function stepsFor({ pid, suspicious }: Behaviour): string[] {
  const stop = `Stop it: \`kill ${pid}\`, and \`kill -9 ${pid}\` if it is still there after some seconds.`;
  const limit =
    `Limit it until you know more: \`renice 19 -p ${pid}\`, \`cpulimit -p ${pid} -l 20\`, ` +
    'or `systemctl set-property <unit> CPUQuota=20%` for a service.';
  const inspect =
    `Look at what it is and who started it: \`ps -o pid,ppid,user,lstart,cmd -p ${pid}\`, ` +
    `\`ls -l /proc/${pid}/exe\`, \`ss -tnp | grep pid=${pid},\`.`;
  if (suspicious === null) {
    return [inspect, limit, stop, 'Prevent it: give the service a CPU quota, and fix what makes it spin.'];
  }
  return [
    inspect,
    `Keep its program for the investigation before it ends: \`cp /proc/${pid}/exe /root/suspect-${pid}\`.`,
    limit,
    stop,
    'Prevent it: find how it came here (cron, systemd units, shell history, logins), close that way, change credentials.',
  ];
}

function reasonsOf({ attributes, message }: Event): string {
  const { reasons } = attributes;
  return Array.isArray(reasons) && reasons.length > 0 ? reasons.map(String).join(', ') : message;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
