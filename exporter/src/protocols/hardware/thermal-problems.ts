/** Temperatures near or beyond a threshold, fans that fail or lag behind. */
import type { HardwareLimits } from './limits.ts';
import { type Problem, severityOf } from './problem.ts';
import type { FanReading, TemperatureReading } from './reading.ts';

/** What swings around a threshold has to fall by so many degrees to be better again. */
const FALL_CELSIUS = 2;
/** Of fewer than that nobody can tell what is usual. */
const MIN_OTHER_FANS = 3;

/** `isHeld` says of a subject whether it was a problem at the look before. */
export function temperatureProblem(
  { name, celsius, caution, critical, told = null, fallCelsius = 0 }: TemperatureReading,
  { nearCelsius }: HardwareLimits,
  isHeld: (subject: string) => boolean,
): Problem | null {
  const slack = isHeld(name) ? Math.max(FALL_CELSIUS, fallCelsius) : 0;
  const isFrom = (threshold: number | null, before = 0) =>
    threshold !== null && celsius >= threshold - before - slack;
  const level =
    ((told === 'critical' || isFrom(critical)) && 'critical') ||
    ((told === 'caution' || isFrom(caution)) && 'caution') ||
    (isFrom(caution ?? critical, nearCelsius) && 'near');
  if (level === false) return null;
  const threshold = level === 'critical' ? critical : (caution ?? critical);
  return {
    kind: 'hardware.thermal',
    group: 'thermal',
    subject: name,
    severity: level === 'critical' ? 'critical' : 'warning',
    text: `${name} is at ${celsius} °C, ${placeText(level, threshold)}`,
    attributes: {
      celsius,
      threshold_celsius: threshold,
      level,
      caution_celsius: caution,
      critical_celsius: critical,
    },
  };
}

function placeText(level: 'near' | 'caution' | 'critical', threshold: number | null): string {
  // The machine says that it is passed, and not where it lies.
  if (threshold === null) return `beyond its ${level} threshold`;
  return `${level === 'near' ? 'near its threshold' : 'its threshold'} of ${threshold} °C`;
}

export function fanProblems(fans: readonly FanReading[], { slowFanPercent }: HardwareLimits): Problem[] {
  return fans.flatMap((fan) => failedFan(fan) ?? slowFan(fan, fans, slowFanPercent) ?? []);
}

function failedFan({ name, health, speed, units }: FanReading): Problem | null {
  const severity = severityOf(health);
  if (severity === null) return null;
  return {
    kind: severity === 'critical' ? 'hardware.fan' : 'hardware.fan_degrading',
    group: 'thermal',
    subject: name,
    severity,
    text: `${name} ${severity === 'critical' ? 'has failed' : 'is degraded'}, at ${speed} ${units}`,
    attributes: { health, speed, units, reason: 'health' },
  };
}

/** Fans of one machine turn alike, for they are driven together. */
function slowFan(fan: FanReading, all: readonly FanReading[], slowPercent: number): Problem | null {
  const { name, speed, units, kin } = fan;
  const others = all.filter(
    (each) => each !== fan && each.kin === kin && each.units === units && each.speed > 0,
  );
  if (others.length < MIN_OTHER_FANS) return null;
  const usual = medianOf(others.map((each) => each.speed));
  const percent = Math.round((100 * speed) / usual);
  if (percent >= slowPercent) return null;
  return {
    kind: 'hardware.fan_degrading',
    group: 'thermal',
    subject: name,
    severity: 'warning',
    text: `${name} turns at ${speed} ${units}, ${percent} % of what the others do`,
    attributes: { speed, units, usual_speed: usual, percent, others: others.length, reason: 'slow' },
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
