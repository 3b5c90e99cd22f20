/** The unsigned number that follows `label` and blanks; null when there is none. */
export function numberAfter(bytes: Buffer, label: string | Buffer): number | null {
  return numberAt(bytes, bytes.indexOf(label), label.length);
}

/** As `numberAfter` the last such label: the faster one for what stands near the end. */
export function numberAfterLast(bytes: Buffer, label: string | Buffer): number | null {
  return numberAt(bytes, bytes.lastIndexOf(label), label.length);
}

function numberAt(bytes: Buffer, start: number, labelLength: number): number | null {
  if (start < 0) return null;
  let i = start + labelLength;
  while (bytes[i] === 0x20 || bytes[i] === 0x09) i += 1;
  const first = i;
  let value = 0;
  for (; i < bytes.length; i += 1) {
    const digit = (bytes[i] as number) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return i === first || i - first > 20 ? null : value;
}

/** Whether bytes[from, to) are these characters, one for each byte (latin1). */
export function isText(bytes: Buffer, text: string, from = 0, to = bytes.length): boolean {
  if (to - from !== text.length) return false;
  for (let i = 0; i < text.length; i += 1) if (bytes[from + i] !== text.charCodeAt(i)) return false;
  return true;
}
