import { LineScanner } from './line-scanner.ts';

/** An unsigned decimal integer that fills a file of one value, as sysfs has them; NaN when it is none. */
export function wholeNumber(bytes: Uint8Array): number {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  const value = scanner.number();
  return scanner.atLineEnd() && !scanner.nextLine() ? value : NaN;
}
