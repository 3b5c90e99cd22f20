const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `3 d 4 h`, `5 min 10 s`: the two largest units. */
export function formatDuration(seconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400, 'd'],
    [3600, 'h'],
    [60, 'min'],
    [1, 's'],
  ];
  const at = Math.max(
    0,
    units.findIndex(([size]) => seconds >= size),
  );
  const start = seconds < 1 ? units.length - 1 : at;
  let rest = Math.floor(seconds);
  const parts = units.slice(start, start + 2).map(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 || seconds < 1 ? `${count} ${name}` : '';
  });
  return parts.filter(Boolean).join(' ');
}

export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), BYTE_UNITS.length - 1);
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${BYTE_UNITS[power] ?? ''}`;
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** `2026-11-21 03:28:16 UTC`; the text itself when it is no time. */
export function formatTimestamp(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** How long ago a time was; empty when it is no time. */
export function formatAgo(text: string, nowMs: number): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? '' : `${formatDuration(Math.max(0, (nowMs - ms) / 1000))} ago`;
}
