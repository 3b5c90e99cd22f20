import { setImmediate as nextTurn } from 'node:timers/promises';

/** Items written before others get their turn: incidents have some 20 KB each. */
const SLICE = 100;

/** As JSON.stringify, with turns for others between the items of a long page. */
export async function jsonBytes(value: unknown): Promise<Buffer> {
  if (!isLongPage(value)) return Buffer.from(JSON.stringify(value));
  const { items, nextCursor } = value;
  const parts: Buffer[] = [];
  for (let at = 0; at < items.length; at += SLICE) {
    const list = JSON.stringify(items.slice(at, at + SLICE));
    parts.push(Buffer.from(`${at === 0 ? '{"items":[' : ','}${list.slice(1, -1)}`));
    await nextTurn();
  }
  parts.push(Buffer.from(`],"nextCursor":${JSON.stringify(nextCursor)}}`));
  return Buffer.concat(parts);
}

function isLongPage(value: unknown): value is { items: readonly unknown[]; nextCursor: string | null } {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'items,nextCursor')
    return false;
  return 'items' in value && Array.isArray(value.items) && value.items.length > SLICE;
}
