import { describe, expect, it } from 'vitest';
import { advisorView } from '../../../../../test/support/advisor-view.ts';
import { at, event } from '../../../../../test/support/event.ts';
import type { Event } from '../../../model/event.ts';
import module from './module.ts';

const drive = (kind: string, more: Record<string, string | number | readonly string[]> = {}) =>
  event(
    kind,
    10,
    {
      origin: 'state',
      subject: 'PERC/Disk 1',
      drive: 'Disk 1',
      slot: '1',
      storage: 'PERC',
      serial: 'S2',
      model: 'TOSHIBA AL15',
      media_type: 'HDD',
      capacity_bytes: 480e9,
      reason: 'predicted',
      ...more,
    },
    { severity: kind === 'hardware.drive' ? 'critical' : 'error' },
  );
const volume = event('hardware.storage', 20, { origin: 'state', subject: 'volume os', what: 'volume' });
const advise = (events: readonly Event[]) => module.advise(advisorView({ nowMs: at(600), events }), {});

describe('a drive', () => {
  it('is told with its place, its serial number, what is on it, and how to swap it', () => {
    const [draft] = advise([drive('hardware.drive_predicted', { volumes: ['os (RAID1)'], rack: 'R3' })]);
    expect(draft).toMatchObject({
      subject: 'PERC/Disk 1',
      severity: 'high',
      title: 'a: drive Disk 1 predicts its failure',
      explanation: 'hardware.drive_predicted. It is in slot 1 of PERC in rack R3. On it: os (RAID1).',
    });
    expect(draft?.steps.join('\n')).toMatch(
      /TOSHIBA AL15, HDD, at least 480 GB[^]*slot 1 of PERC in rack R3, serial S2/,
    );
    expect(draft?.evidence.map(({ name }) => name)).toEqual([
      'drive',
      'serial',
      'model',
      'slot',
      'storage',
      'volume',
    ]);
  });

  it.each<[string, Event[], string, number, string]>([
    ['that has failed', [drive('hardware.drive')], 'critical', 0.95, 'See that the last backup is good'],
    [
      'without redundancy',
      [drive('hardware.drive_predicted', { volumes: ['data (RAID0)'] })],
      'critical',
      0.9,
      'Save what is on it now',
    ],
    [
      'of a volume that is degraded already',
      [drive('hardware.drive_predicted'), volume],
      'critical',
      0.9,
      'Save what is on it now',
    ],
    [
      'that is worn',
      [drive('hardware.drive_predicted', { reason: 'worn' })],
      'medium',
      0.6,
      'See that the last backup',
    ],
  ])('%s', (_, events, severity, confidence, firstStep) => {
    const [draft, ...others] = advise(events);
    expect([draft?.severity, draft?.confidence, others]).toEqual([severity, confidence, []]);
    expect(draft?.steps[0]).toContain(firstStep);
  });

  it('that predicted it and has failed is told once', () => {
    const drafts = advise([drive('hardware.drive_predicted'), drive('hardware.drive')]);
    expect(drafts.map(({ title }) => title)).toEqual(['a: drive Disk 1 has failed']);
  });

  it('that was swapped is not told', () => {
    const over = { origin: 'state', cleared: 'hardware.drive_predicted', subject: 'PERC/Disk 1' };
    expect(advise([drive('hardware.drive_predicted'), event('hardware.cleared', 30, over)])).toEqual([]);
  });
});
