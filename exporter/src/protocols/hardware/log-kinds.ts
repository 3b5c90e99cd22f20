/** Of which kind an entry of a log is: by the id of its message, then by its sensor, then by its words. */
import type { HardwareEventKind } from './events.ts';

/** What follows the registry in a message id of Dell, Lenovo and the standard's own, as far as it says what it is about. */
const MESSAGE_IDS: readonly (readonly [RegExp, HardwareEventKind])[] = [
  [/\bTMP\d/i, 'hardware.thermal'],
  [/\bFAN\d/i, 'hardware.fan'],
  [/\bRDU\d/i, 'hardware.redundancy_lost'],
  [/\bPSU\d/i, 'hardware.psu'],
  [/\bPWR\d|\bVLT\d|\bAMP\d/i, 'hardware.power'],
  [/\bPDR\d|\bSSD\d/i, 'hardware.drive'],
  [/\bVDR\d|\bCTL\d|\bBAT\d|\bENC\d/i, 'hardware.storage'],
  [/\bMEM\d|\bMMRY\d/i, 'hardware.memory'],
  [/\bCPU\d|\bPROC\d/i, 'hardware.processor'],
  [/\bSEC\d+|\bINTR\d/i, 'hardware.intrusion'],
  [/\bASR\d|\bWDT\d/i, 'hardware.watchdog'],
];

/** Words of sensors and of messages; the first that fits. */
const WORDS: readonly (readonly [RegExp, HardwareEventKind])[] = [
  [/watchdog|automatic server recovery/i, 'hardware.watchdog'],
  [/intrusion|chassis (?:was |is )?open|cover|tamper/i, 'hardware.intrusion'],
  [/redundan/i, 'hardware.redundancy_lost'],
  [/\bfans?\b|cooling/i, 'hardware.fan'],
  [/temperature|thermal|overheat/i, 'hardware.thermal'],
  [/power suppl|\bpsu\b|\bps ?\d\b|input lost|ac lost/i, 'hardware.psu'],
  [/\bdimm|memory|\becc\b/i, 'hardware.memory'],
  [/\bdrives?\b|\bdisks?\b|\bssd\b|\bnvme\b|drive slot/i, 'hardware.drive'],
  [/\braid\b|volume|logical drive|array|storage controller/i, 'hardware.storage'],
  [/processor|\bcpu\b|\bierr\b|machine check/i, 'hardware.processor'],
  [/voltage|power/i, 'hardware.power'],
];

const PREDICTION = /predict.*(?:drive|disk|ssd)|(?:drive|disk|ssd).*predict/i;

export interface LoggedWords {
  readonly messageId: string;
  readonly sensorType: string;
  readonly message: string;
}

export function logKindOf({ messageId, sensorType, message }: LoggedWords): HardwareEventKind {
  const find = (table: readonly (readonly [RegExp, HardwareEventKind])[], text: string) =>
    text === '' ? undefined : table.find(([pattern]) => pattern.test(text))?.[1];
  // A prediction is told under the id, or the sensor, of any drive.
  if (PREDICTION.test(message)) return 'hardware.drive_predicted';
  return find(MESSAGE_IDS, messageId) ?? find(WORDS, sensorType) ?? find(WORDS, message) ?? 'hardware.log';
}
