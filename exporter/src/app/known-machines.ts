/** Which machines the inventory knows, by UUID, serial number and BMC. */
import { z } from 'zod';
import type { KnownMachines, MachineMarks } from '../contract/machines.ts';
import type { Asset, AssetKind } from '../model/asset.ts';
import { isPlaceholder } from '../protocols/hardware/placeholder.ts';
import { type Inventory, MAX_PAGE } from '../store/store.ts';

/** Those that are machines; processes and services are many more. */
const KINDS: readonly AssetKind[] = ['host', 'vm', 'bmc', 'network-device', 'storage', 'other'];
/** A fleet; who looks for one looks for many. */
const MAX_MACHINES = 20_000;
const MAX_AGE_MS = 30_000;
/** Shorter ones are counted, not given: `1`, `0001`. */
const MIN_SERIAL = 4;

const Hardware = z
  .object({ uuid: z.string().nullish().catch(null), serial: z.string().nullish().catch(null) })
  .optional()
  .catch(undefined);

/** Where scanners put them. */
const Marked = z.object({
  serial: z.string().optional().catch(undefined),
  hardware: Hardware,
  bmc: z
    .object({ address: z.string().optional().catch(undefined), hardware: Hardware })
    .optional()
    .catch(undefined),
});

/** Nobody is known: where there is no inventory. */
export const noMachines: KnownMachines = { find: () => Promise.resolve(null) };

/** What several have is nobody's. */
const SEVERAL = null;
type Index = Map<string, string | typeof SEVERAL>;

type Indexes = ReadonlyMap<string, Index>;

export function knownMachines(inventory: Pick<Inventory, 'list'>): KnownMachines {
  let last: Promise<Indexes> | null = null;
  let atMs = -Infinity;
  const read = () => {
    if (last !== null && performance.now() - atMs < MAX_AGE_MS) return last;
    atMs = performance.now();
    last = readAll(inventory);
    last.catch(() => (last = null));
    return last;
  };
  return {
    async find(marks, ...sources) {
      const bySource = await read();
      const indexes = [...bySource].filter(([source]) => !sources.includes(source)).map(([, index]) => index);
      for (const key of keysOf(marks)) {
        const found = new Set(indexes.map((index) => index.get(key)).filter((each) => each !== undefined));
        const [only] = found;
        if (found.size === 1 && typeof only === 'string') return only;
      }
      return null;
    },
  };
}

async function readAll(inventory: Pick<Inventory, 'list'>): Promise<Indexes> {
  const bySource = new Map<string, Index>();
  let cursor: string | null = null;
  let count = 0;
  do {
    const page: Awaited<ReturnType<Inventory['list']>> = await inventory.list({
      kind: KINDS,
      status: ['active', 'stale'],
      sort: 'id',
      order: 'asc',
      limit: MAX_PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const asset of page.items) note(bySource, asset);
    count += page.items.length;
    cursor = count < MAX_MACHINES ? page.nextCursor : null;
  } while (cursor !== null);
  return bySource;
}

function note(bySource: Map<string, Index>, { id, source, attributes }: Asset): void {
  const { serial, hardware, bmc } = Marked.parse(attributes);
  const index = bySource.get(source) ?? new Map<string, string | typeof SEVERAL>();
  bySource.set(source, index);
  const keys = keysOf({
    uuids: [hardware?.uuid ?? '', bmc?.hardware?.uuid ?? ''],
    serials: [serial ?? '', hardware?.serial ?? '', bmc?.hardware?.serial ?? ''],
    bmcAddress: bmc?.address ?? '',
  });
  for (const key of new Set(keys)) index.set(key, index.has(key) && index.get(key) !== id ? SEVERAL : id);
}

/** The surest first. */
function keysOf({ uuids, serials, bmcAddress }: MachineMarks): string[] {
  const real = (texts: readonly string[], minLength: number) =>
    texts
      .map((text) => text.trim().toLowerCase())
      .filter((text) => text.length >= minLength && !isPlaceholder(text));
  return [
    ...real(uuids, 8).flatMap((uuid) => [`uuid ${uuid}`, `uuid ${swapped(uuid)}`]),
    ...real(serials, MIN_SERIAL).map((serial) => `serial ${serial}`),
    ...(bmcAddress === '' ? [] : [`bmc ${bmcAddress.toLowerCase()}`]),
  ];
}

/** Firmware and kernels disagree about the order of the first bytes of a UUID: SMBIOS 2.6. */
function swapped(uuid: string): string {
  const [first = '', second = '', third = '', ...rest] = uuid.split('-');
  const turn = (hex: string) => (hex.match(/../g) ?? []).reverse().join('');
  return [turn(first), turn(second), turn(third), ...rest].join('-');
}
