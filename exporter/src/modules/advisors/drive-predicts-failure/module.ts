import { z } from 'zod';
import { defineAdvisor } from '../../../contract/module.ts';
import type { Event } from '../../../model/event.ts';
import type { RecommendationDraft } from '../../../model/recommendation.ts';
import {
  factOf,
  logged,
  messageFact,
  numberOf,
  standing,
  textOf,
  textsOf,
} from '../../../protocols/hardware/standing.ts';

/** A drive that is worn may still go on for long. */
const CONFIDENCE = { predicted: 0.9, failed: 0.95, worn: 0.6 } as const;
/** Volumes of these lose data with the first drive. */
const NO_REDUNDANCY = /\((?:RAID0|None|JBOD)\)/i;

type Reason = keyof typeof CONFIDENCE;

export default defineAdvisor({
  id: 'drive-predicts-failure',
  summary:
    'A drive of a machine has failed or is about to: which one, where it is, what is on it, and how to swap it.',
  config: z.object({}),
  facts: ['hardware.drive_predicted', 'hardware.drive', 'hardware.storage', 'hardware.cleared'],
  series: [],
  advise({ events, asset }) {
    const failed = standing(events, 'hardware.drive').filter(({ severity }) => severity === 'critical');
    const predicted = standing(events, 'hardware.drive_predicted').filter(
      (each) => !failed.some((other) => textOf(other, 'subject') === textOf(each, 'subject')),
    );
    return [...failed, ...predicted].map((drive) => draftOf(asset.name, drive, events));
  },
});

function reasonOf(drive: Event): Reason {
  if (drive.kind === 'hardware.drive') return 'failed';
  return textOf(drive, 'reason') === 'worn' ? 'worn' : 'predicted';
}

function draftOf(machine: string, drive: Event, events: readonly Event[]): RecommendationDraft {
  const reason = reasonOf(drive);
  const volumes = textsOf(drive, 'volumes');
  const isExposed = volumes.some((volume) => NO_REDUNDANCY.test(volume));
  const degraded = standing(events, 'hardware.storage').filter((each) => textOf(each, 'what') === 'volume');
  const name = textOf(drive, 'drive') || textOf(drive, 'subject');
  const where = placeOf(drive);
  return {
    subject: textOf(drive, 'subject'),
    severity: severityOf(reason, isExposed || degraded.length > 0),
    confidence: CONFIDENCE[reason],
    title: `${machine}: drive ${name} ${TITLES[reason]}`,
    explanation: `${drive.message}. It is ${where}. ${contentOf(volumes, isExposed)}`,
    evidence: [
      messageFact('drive', drive),
      ...factOf(drive, 'serial', 'serial'),
      ...factOf(drive, 'model', 'model'),
      ...factOf(drive, 'slot', 'slot'),
      ...factOf(drive, 'storage', 'storage'),
      ...factOf(drive, 'life_left', 'life_left_percent', '%'),
      ...volumes.map((volume) => ({ name: 'volume', value: volume, source: drive.id })),
      ...degraded.map((each) => messageFact('volume', each)),
      ...logged(events, ['hardware.drive_predicted', 'hardware.drive']).map((entry) =>
        messageFact('log', entry),
      ),
    ],
    steps: stepsFor(drive, { reason, isExposed, isDegraded: degraded.length > 0, where }),
    runbook: 'docs/runbooks/drive-predicts-failure.md',
  };
}

const TITLES: Readonly<Record<Reason, string>> = {
  failed: 'has failed',
  predicted: 'predicts its failure',
  worn: 'is nearly worn out',
};

function severityOf(reason: Reason, isUrgent: boolean): RecommendationDraft['severity'] {
  if (reason === 'worn') return isUrgent ? 'high' : 'medium';
  if (reason === 'failed') return 'critical';
  return isUrgent ? 'critical' : 'high';
}

function placeOf(drive: Event): string {
  const slot = textOf(drive, 'slot');
  const storage = textOf(drive, 'storage');
  const rack = textOf(drive, 'rack');
  const parts = [
    slot === '' ? textOf(drive, 'drive') : `in slot ${slot}`,
    storage && `of ${storage}`,
    rack && `in rack ${rack}`,
  ];
  return parts.filter(Boolean).join(' ');
}

function contentOf(volumes: readonly string[], isExposed: boolean): string {
  if (volumes.length === 0)
    return 'The machine does not say which volumes are on it: a spare, or a drive passed through.';
  const loss = isExposed ? ' Without redundancy: what is on it is lost with it.' : '';
  return `On it: ${volumes.join(', ')}.${loss}`;
}

interface Situation {
  readonly reason: Reason;
  readonly isExposed: boolean;
  readonly isDegraded: boolean;
  readonly where: string;
}

function stepsFor(drive: Event, { reason, isExposed, isDegraded, where }: Situation): string[] {
  const serial = textOf(drive, 'serial');
  const bytes = numberOf(drive, 'capacity_bytes');
  const size = bytes === null ? '' : `, at least ${Math.round(bytes / 1e9)} GB`;
  return [
    isExposed || isDegraded
      ? 'Save what is on it now: make a backup and see that it can be read, before anything else.'
      : 'See that the last backup is good: the rebuild puts load on the drives that are left.',
    `Order one of its kind (${[textOf(drive, 'model'), textOf(drive, 'media_type')].filter(Boolean).join(', ') || 'the same model'}${size}).`,
    `Light the drive's locator in the BMC, and pull the one ${where}${serial === '' ? '' : `, serial ${serial}`}: compare the serial on its label before you take it out.`,
    reason === 'failed'
      ? 'Put the new one in; the controller rebuilds by itself, or add it as a spare. Watch `hardware.storage` until the volume is good.'
      : 'Take it offline in the controller first if it still works, then swap it, and watch `hardware.storage` until the volume is good.',
  ];
}
