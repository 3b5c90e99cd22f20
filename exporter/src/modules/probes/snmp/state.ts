import { TakingTurns } from '../../../contract/in-turns.ts';
import { Plans } from '../../../protocols/snmp/plan/plans.ts';
import { DeviceMemories } from '../../../protocols/snmp/walk/device-memory.ts';
import { KnownLabels } from '../../../protocols/snmp/walk/known-labels.ts';
import { Totals } from './totals.ts';

/** What all requests share. */
export interface State {
  readonly plans: Plans;
  readonly memories: DeviceMemories;
  readonly labels: KnownLabels;
  readonly totals: Totals;
  /** Many devices may answer at the same moment. */
  readonly conversions: TakingTurns;
}

export function newState(): State {
  return {
    plans: new Plans(),
    memories: new DeviceMemories(),
    labels: new KnownLabels(),
    totals: new Totals(),
    conversions: new TakingTurns(),
  };
}
