import type { IpmiSession } from '../../../../contract/ipmi.ts';
import type { BmcMemory } from '../../../../protocols/ipmi/bmc-memory.ts';
import type { IpmiModule } from '../../../../protocols/ipmi/settings.ts';
import type { IpmiOut } from '../metrics.ts';
import type { State } from '../state.ts';

/** What one scrape of one BMC is made with. */
export interface Asking {
  readonly session: IpmiSession;
  readonly module: IpmiModule;
  readonly memory: BmcMemory;
  readonly counting: State['counting'];
  readonly signal: AbortSignal;
  /** Told of what failed within a result that is good otherwise. */
  readonly onFault: (error: unknown) => void;
}

/** Reads first and writes then: what fails shows nothing. @throws IpmiError, ModuleError */
export type Collect = (asking: Asking, out: IpmiOut) => Promise<void>;
