import type { Asset } from '../model/asset.ts';
import type { EventView } from '../model/event.ts';
import type { ThreatScore } from '../model/score.ts';
import { printable, shorten } from './printable.ts';

/** What one look at an asset brought. */
export interface Look {
  readonly asset: Asset;
  readonly score: ThreatScore | null;
  readonly recommendations: readonly { readonly title: string; readonly severity: string }[];
  /** Newest first. */
  readonly events: readonly EventView[];
}

const MAX_LINE = 160;

/** The whole picture, for a screen that is drawn anew. */
export function frame({ asset, score, recommendations, events }: Look, now: Date): string {
  const evidence = score?.evidence.map(({ rule, explanation }) => `  ${rule}: ${explanation}`) ?? [];
  const advice = recommendations.map(({ severity, title }) => `  [${severity}] ${title}`);
  return [
    `${asset.name} (${asset.id})   ${now.toISOString().slice(11, 19)} UTC, Ctrl-C ends`,
    `${asset.kind}, ${asset.status}, last seen ${asset.lastSeen}`,
    `threat ${scoreText(score)}`,
    ...evidence,
    ...(advice.length > 0 ? ['', 'recommendations', ...advice] : []),
    '',
    events.length > 0 ? 'events' : 'no events',
    ...events.map((event) => `  ${eventText(event)}`),
  ]
    .map(clean)
    .join('\n');
}

/** What is new since the look before, for a pipe or a file; everything at the first. */
export function lines(before: Look | null, look: Look): string[] {
  const { asset, score, events } = look;
  const told = new Map(before?.events.map((event) => [event.id, event.count]) ?? []);
  const fresh = events.filter((event) => told.get(event.id) !== event.count).reverse();
  const status = `${asset.id} ${asset.kind} ${asset.status}`;
  const changed: string[] = [];
  if (before?.asset.status !== asset.status) changed.push(status);
  if (!before || scoreText(before.score) !== scoreText(score))
    changed.push(`${asset.id} threat ${scoreText(score)}`);
  return [...changed, ...fresh.map(eventText)].map(clean);
}

function scoreText(score: ThreatScore | null): string {
  if (!score) return '0 BENIGN';
  return `${score.score.toFixed(0)} ${score.level} (confidence ${score.confidence.toFixed(2)})`;
}

function eventText({ time, severity, kind, message, count }: EventView): string {
  return `${time.slice(0, 19)}Z ${severity.padEnd(8)} ${kind}: ${message}${count > 1 ? ` (×${count})` : ''}`;
}

const clean = (line: string) => shorten(printable(line), MAX_LINE);
