/** Documentation/ABI/testing/sysfs-devices-system-cpu of the kernel. */
const STATES = ['not affected', 'vulnerable', 'mitigation'] as const;
const UNKNOWN = 'unknown';

export interface Vulnerability {
  readonly state: (typeof STATES)[number] | typeof UNKNOWN;
  readonly mitigation: string;
}

/**
 * `Mitigation: PTI` and `Vulnerable: no microcode` are a state and what is done or missing.
 * What begins with no known state is unknown, and told whole.
 */
export function parseVulnerability(content: string): Vulnerability {
  const trimmed = content.trim();
  const lower = trimmed.toLowerCase();
  const state = STATES.find((each) => lower.startsWith(each));
  if (state === 'not affected') return { state, mitigation: '' };
  if (state === undefined && !lower.startsWith(UNKNOWN)) return { state: UNKNOWN, mitigation: trimmed };
  return { state: state ?? UNKNOWN, mitigation: trimmed.split(/\s+/).slice(1).join(' ') };
}
