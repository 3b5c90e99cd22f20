import { z } from 'zod';
import { nearestFew } from '../protocols/suggest.ts';
import { Asset } from '../model/asset.ts';
import { messageOf, UserError } from '../model/errors.ts';
import { EventView } from '../model/event.ts';
import { ThreatScore } from '../model/score.ts';
import { ApiError, getJson, serverOf, type Server } from './api-client.ts';
import { loadFrom } from './load.ts';
import { frame, lines, type Look } from './watch-view.ts';

const EVENTS_SHOWN = 20;
const SUGGESTIONS = 5;
const Advice = z.object({
  score: ThreatScore.nullable(),
  recommendations: z.array(z.object({ title: z.string(), severity: z.string() })),
});

/** Looks at the asset again and again until the user interrupts. */
export async function watch(
  id: string,
  options: Readonly<Record<string, unknown>>,
  argv: readonly string[],
): Promise<void> {
  const intervalMs = intervalOf(options['interval']);
  const server = serverOf(options, loadFrom(argv));
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await follow(server, id, intervalMs, controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}

async function follow(server: Server, id: string, intervalMs: number, signal: AbortSignal): Promise<void> {
  const show = process.stdout.isTTY ? redraw : printChanges();
  // The first look fails where later ones would only be tried again.
  show(await firstLook(server, id, signal));
  while (await pause(intervalMs, signal)) {
    const look = await lookAt(server, id, signal).catch(
      (error: unknown) => messageOf(error).split('\n')[0] ?? '',
    );
    if (!signal.aborted) show(look);
  }
  process.stdout.write('\n');
}

type Show = (look: Look | string) => void;

const redraw: Show = (look) => {
  const text = typeof look === 'string' ? `${look}; trying again` : frame(look, new Date());
  process.stdout.write(typeof look === 'string' ? `\r\x1b[K${text}` : `\x1b[H\x1b[2J${text}\n`);
};

/** Where nothing can be redrawn, each line is something new. */
function printChanges(): Show {
  let before: Look | null = null;
  let failure = '';
  return (look) => {
    if (typeof look === 'string') {
      if (look !== failure) process.stdout.write(`${look}; trying again\n`);
      failure = look;
      return;
    }
    failure = '';
    for (const line of lines(before, look)) process.stdout.write(`${line}\n`);
    before = look;
  };
}

async function firstLook(server: Server, id: string, signal: AbortSignal): Promise<Look> {
  try {
    return await lookAt(server, id, signal);
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 400))
      throw await unknownAsset(server, id, signal);
    throw error;
  }
}

async function lookAt(server: Server, id: string, signal: AbortSignal): Promise<Look> {
  const path = `/api/v1/assets/${encodeURIComponent(id)}`;
  const [asset, advice, events] = await Promise.all([
    getJson(server, path, Asset, signal),
    getJson(server, `${path}/recommendation`, Advice, signal),
    getJson(
      server,
      `${path}/events?limit=${EVENTS_SHOWN}&order=desc`,
      z.object({ items: z.array(EventView) }),
      signal,
    ),
  ]);
  return { asset, score: advice.score, recommendations: advice.recommendations, events: events.items };
}

async function unknownAsset(server: Server, id: string, signal: AbortSignal): Promise<UserError> {
  const page = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
  const { items } = await getJson(server, '/api/v1/assets?limit=1000&sort=lastSeen&order=desc', page, signal);
  const wanted = id.toLowerCase();
  const within = items.filter(
    (asset) => asset.id.toLowerCase().includes(wanted) || asset.name.toLowerCase().includes(wanted),
  );
  const ids = within.map((asset) => asset.id);
  const near = [
    ...new Set([
      ...ids,
      ...nearestFew(
        id,
        items.map((asset) => asset.id),
        SUGGESTIONS,
      ),
    ]),
  ].slice(0, SUGGESTIONS);
  const hint =
    near.length > 0 ? `; near: ${near.join(', ')}` : `; GET ${server.url}/api/v1/assets lists them all`;
  return new UserError(`no asset ${id}${hint}`, 1);
}

function intervalOf(option: unknown): number {
  const seconds = Number(option);
  if (seconds >= 0.1 && seconds <= 3600) return seconds * 1000;
  throw new UserError(`--interval ${String(option)}: expected seconds from 0.1 to 3600`);
}

/** False when the user has interrupted. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
