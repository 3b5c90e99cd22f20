/** Numbers for what services say in words, as idrac_exporter has them. */

const HEALTH: Readonly<Record<string, number>> = { OK: 0, GoodInUse: 0, Warning: 1, Critical: 2 };
const UNKNOWN_HEALTH = 10;

/** 0 good, 1 warning, 2 critical, 10 another word; null when nothing is said. */
export function healthValue(health: string): number | null {
  return health === '' ? null : (HEALTH[health] ?? UNKNOWN_HEALTH);
}

/** Whether it says that something is wrong. */
export function isBad(health: string): boolean {
  return health === 'Warning' || health === 'Critical';
}

export function isLinkUp(status: string): boolean {
  return status === 'Up' || status === 'LinkUp';
}
