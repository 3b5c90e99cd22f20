/** One thing that happened in the demo estate, by minutes before now. */
import type { AssetDraft } from '../../../../exporter/src/model/asset.ts';
import type { EventDraft, Severity } from '../../../../exporter/src/model/event.ts';
import type { JsonObject } from '../../../../exporter/src/model/json.ts';

export type Happening =
  | { readonly minutesAgo: number; readonly event: Omit<EventDraft, 'timeNs' | 'tenant'> }
  | {
      readonly minutesAgo: number;
      readonly change: { readonly id: string; readonly apply: (draft: AssetDraft) => AssetDraft };
    }
  | { readonly minutesAgo: number; readonly alert: DemoAlert };

export interface DemoAlert {
  readonly status: 'firing' | 'resolved';
  readonly name: string;
  readonly asset: string;
  readonly severity: 'warning' | 'critical';
  readonly summary: string;
  /** How long before now it began. */
  readonly startedMinutesAgo: number;
}

export interface DemoProcess {
  readonly pid: number;
  readonly name: string;
  readonly exe: string;
  readonly cmdline: readonly string[];
  readonly username: string;
  readonly startedMinutesAgo: number;
}

export function event(
  minutesAgo: number,
  asset: string,
  kind: string,
  severity: Severity,
  message: string,
  attributes: JsonObject = {}
): Happening {
  const source = kind.startsWith('process.')
    ? 'process-behaviour'
    : kind.startsWith('host.')
      ? 'host-pressure'
      : 'demo';
  return { minutesAgo, event: { asset, kind, source, severity, message, attributes } };
}

export function processEvent(
  minutesAgo: number,
  asset: string,
  kind: string,
  process: DemoProcess,
  message: string,
  more: JsonObject = {},
  nowMs = 0
): Happening {
  const { pid, name, exe, cmdline, username, startedMinutesAgo } = process;
  const severity = kind === 'process.suspicious' ? 'warning' : 'info';
  const created = Math.round((nowMs - startedMinutesAgo * 60_000) / 1000);
  const attributes = { pid, name, exe, cmdline: [...cmdline], username, create_time: created, ...more };
  return event(minutesAgo, asset, kind, severity, message, attributes);
}

export function every(
  fromMinutesAgo: number,
  toMinutesAgo: number,
  step: number,
  make: (minutesAgo: number) => Happening
): Happening[] {
  const found: Happening[] = [];
  for (let at = fromMinutesAgo; at >= toMinutesAgo; at -= step) found.push(make(at));
  return found;
}

export function withAttribute(draft: AssetDraft, name: string, value: string | number): AssetDraft {
  return { ...draft, attributes: { ...draft.attributes, [name]: value } };
}
