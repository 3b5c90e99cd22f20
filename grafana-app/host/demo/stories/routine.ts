import type { Severity } from '../../../../exporter/src/model/event.ts';
import { event, type Happening, withAttribute } from './happening.ts';

const ROUTINE: readonly [string, Severity, string][] = [
  ['package.upgraded', 'info', 'Security updates were installed'],
  ['auth.login', 'info', 'admin logged in over SSH from 10.0.9.2'],
  ['service.restarted', 'info', 'A unit was restarted by systemd'],
  ['disk.smart', 'warning', 'A drive reports 8 reallocated sectors'],
  ['config.changed', 'info', 'Configuration was applied'],
  ['link.flap', 'warning', 'An interface went down and up within 3 s'],
];

/** The day-to-day of an estate: reboots, updates, moves. */
export function routine(ids: readonly string[]): Happening[] {
  const at = (n: number): string => {
    const id = ids[(n * 37) % ids.length];
    if (id === undefined) throw new Error('an estate without machines');
    return id;
  };
  return [
    ...Array.from({ length: 160 }, (_, n) => {
      const [kind, severity, message] = ROUTINE[n % ROUTINE.length] as [string, Severity, string];
      return event(1430 - n * 8.6, at(n), kind, severity, message);
    }),
    ...Array.from({ length: 40 }, (_, n): Happening => ({
      minutesAgo: 1400 - n * 33,
      change: { id: at(n * 3 + 1), apply: (draft) => withAttribute(draft, 'packageUpdates', 3 + (n % 9)) },
    })),
  ];
}
