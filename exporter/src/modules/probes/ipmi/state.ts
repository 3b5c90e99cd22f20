import { TakingTurns } from '../../../contract/in-turns.ts';
import type { IpmiClient } from '../../../contract/ipmi.ts';

/** What all requests share. */
export class State {
  /** Whom the last request was asked through; its totals are those of all. */
  client: Pick<IpmiClient, 'totals'> | null = null;
  /** Logs of thousands of entries may be counted at the same moment. */
  readonly counting = new TakingTurns();
}
