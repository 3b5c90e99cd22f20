/** What the panel can be set to, and what dashboards that were saved with an older version become. */
import { isRecord } from '../../isRecord';

/** Grows with each change that old dashboards must be brought along through. */
const VERSION = 1;
export const MAX_CAUSES = 5;

export interface RootCauseOptions {
  readonly version: number;
  /** Id of an incident, or a variable; empty: the latest open one. */
  readonly incident: string;
  readonly causes: number;
  readonly showExplanation: boolean;
  readonly showChain: boolean;
  readonly showEvidence: boolean;
}

export const DEFAULTS: RootCauseOptions = {
  version: VERSION,
  incident: '',
  causes: 1,
  showExplanation: true,
  showChain: true,
  showEvidence: false,
};

/** Of whatever a dashboard holds: edited by hand, written by a script, or saved by another version. */
export function migrateOptions(saved: unknown): RootCauseOptions {
  const options: Partial<Record<keyof RootCauseOptions, unknown>> = isRecord(saved) ? saved : {};
  const { incident, causes, showExplanation, showChain, showEvidence } = options;
  return {
    version: VERSION,
    incident: typeof incident === 'string' ? incident : DEFAULTS.incident,
    causes:
      typeof causes === 'number' && Number.isFinite(causes)
        ? Math.min(MAX_CAUSES, Math.max(1, Math.round(causes)))
        : DEFAULTS.causes,
    showExplanation: booleanOr(showExplanation, DEFAULTS.showExplanation),
    showChain: booleanOr(showChain, DEFAULTS.showChain),
    showEvidence: booleanOr(showEvidence, DEFAULTS.showEvidence),
  };
}

const booleanOr = (value: unknown, otherwise: boolean) => (typeof value === 'boolean' ? value : otherwise);
