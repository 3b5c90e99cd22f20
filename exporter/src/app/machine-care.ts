import type { Care, MachineCare, MachineInCare } from '../contract/machine-care.ts';
import { deviceId } from '../protocols/snmp/device-id.ts';

/** Looks in a row that must fail before somebody else may tell of the machine: as many as make a BMC unreachable. */
const FAILURES = 3;
/** The first looks are spread over a minute and given up after two; a BMC that was not looked at by then is not waited for. */
const FIRST_LOOKS_MS = 4 * 60_000;

interface Bmc {
  readonly sinceMs: number;
  asset: string | null;
  hasBeenLookedAt: boolean;
  failures: number;
}

export function machineCare(now: () => number = () => performance.now()): MachineCare {
  const cares = new Map<string, Set<Map<string, Bmc>>>();

  function careOf(watcher: string, bmcs: readonly string[]): Care {
    const own = new Map<string, Bmc>();
    const sinceMs = now();
    for (const bmc of bmcs)
      own.set(keyOf(bmc), { sinceMs, asset: null, hasBeenLookedAt: false, failures: 0 });
    const all = cares.get(watcher) ?? new Set();
    cares.set(watcher, all.add(own));
    return {
      looked(bmc, asset) {
        const known = own.get(keyOf(bmc));
        if (!known) return;
        known.hasBeenLookedAt = true;
        known.failures = asset === null ? known.failures + 1 : 0;
        known.asset = asset ?? known.asset;
      },
      end: () => void all.delete(own),
    };
  }

  const isExpected = ({ hasBeenLookedAt, sinceMs }: Bmc) =>
    !hasBeenLookedAt && now() - sinceMs <= FIRST_LOOKS_MS;

  return {
    begin: careOf,
    isWith(watcher, machine) {
      const bmcs = [...(cares.get(watcher) ?? [])].flatMap((own) => [...own]);
      const matching = bmcs.filter((each) => isOf(each, machine)).map(([, bmc]) => bmc);
      if (matching.some((bmc) => bmc.hasBeenLookedAt && bmc.asset !== null && bmc.failures < FAILURES))
        return true;
      const possible = matching.length > 0 ? matching : bmcs.map(([, bmc]) => bmc);
      return possible.some(isExpected) ? null : false;
    },
  };
}

const keyOf = (bmc: string) => bmc.toLowerCase();

/** Several BMCs may be behind one address, at ports of their own: where both machines are known, that decides. */
function isOf([key, { asset }]: readonly [string, Bmc], machine: MachineInCare): boolean {
  if (asset !== null && asset === machine.asset) return true;
  const areBothKnown = isKnown(asset, key) && isKnown(machine.asset, keyOf(machine.bmc));
  return key === keyOf(machine.bmc) && !areBothKnown;
}

function isKnown(asset: string | null, bmc: string): boolean {
  return asset !== null && asset !== deviceId(bmc);
}
