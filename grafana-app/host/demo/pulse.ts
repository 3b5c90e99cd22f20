/** Keeps the running stories of the demo going: what is wrong there goes on being wrong. */
import { API, CHATTY_VM, networkSpike } from './stories/chatty.ts';
import { type Happening, processEvent } from './stories/happening.ts';
import { MINER, MINER_HOST } from './stories/miner.ts';

const INTERVAL_MS = 30_000;

export interface Pulse {
  stop(): void;
}

export function startPulse(fathomUrl: string, token: string | undefined, onError: (error: Error) => void): Pulse {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const beat = async () => {
    const time = new Date().toISOString();
    const events = goingOn(Date.now()).flatMap((each) => ('event' in each ? [{ ...each.event, time }] : []));
    const reply = await fetch(`${fathomUrl}/api/v1/ingest/events`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ events }),
    });
    if (!reply.ok)
      throw new Error(`${fathomUrl} refused the events of the demo: ${reply.status} ${await reply.text()}`);
  };
  const timer = setInterval(() => void beat().catch(onError), INTERVAL_MS);
  return { stop: () => clearInterval(timer) };
}

function goingOn(nowMs: number): Happening[] {
  const miner = `${MINER.name} (pid ${MINER.pid})`;
  return [
    processEvent(
      0,
      MINER_HOST,
      'process.suspicious',
      MINER,
      `${miner} is suspicious: runs from /tmp`,
      { reasons: ['runs from /tmp'], cpu_percent: 4390 },
      nowMs
    ),
    processEvent(0, MINER_HOST, 'process.cpu_high', MINER, `${miner} uses much CPU`, { cpu_percent: 4460 }, nowMs),
    networkSpike(0),
    processEvent(
      0,
      CHATTY_VM,
      'process.many_connections',
      API,
      `java (pid ${API.pid}) has 2140 connections`,
      { connections: 2140 },
      nowMs
    ),
  ];
}
