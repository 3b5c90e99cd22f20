/** Whose BMC it is: what the machine is, and by what it is told from others. */
import {
  type CommandChannel,
  getDeviceId,
  getSystemGuid,
  getSystemInfo,
  manufacturerName,
  readFru,
  SYSTEM_INFO,
} from 'ipmi-js';
import { type FruFacts, fruFacts, said } from './fru-facts.ts';
import { ifTold } from './if-told.ts';

/** Of the BMC itself, with the areas of chassis, board and product of the machine. */
const OWN_FRU = 0;

/** Empty for what is not said. */
export interface Identity extends FruFacts {
  /** As its operating system calls it. */
  readonly hostname: string;
  /** As the kernel of most machines writes it. */
  readonly uuid: string;
  /** In each of the orders that firmware has its bytes in. */
  readonly uuids: readonly string[];
  readonly controller: {
    readonly vendor: string;
    readonly firmware: string;
    readonly ipmiVersion: string;
  };
}

/** Some ten requests: for once in a while. @throws IpmiError when the BMC does not even say what it is */
export async function readIdentity(channel: CommandChannel, signal: AbortSignal): Promise<Identity> {
  const { firmwareRevision, ipmiVersion, manufacturerId } = await getDeviceId(channel, { signal });
  const guid = await ifTold(getSystemGuid(channel, { signal }));
  const hostname = await ifTold(getSystemInfo(channel, SYSTEM_INFO.systemName, { signal }));
  const inventory = await ifTold(readFru(channel, OWN_FRU, { signal }));
  const facts = fruFacts(inventory ?? NO_INVENTORY);
  const maker = manufacturerName(manufacturerId) ?? '';
  return {
    ...facts,
    vendor: facts.vendor || maker,
    hostname: said(hostname ?? ''),
    uuid: said(guid?.smbios),
    uuids: guid ? [guid.smbios, guid.specification] : [],
    controller: { vendor: maker, firmware: firmwareRevision, ipmiVersion },
  };
}

const NO_INVENTORY = {
  internal: new Uint8Array(),
  chassis: null,
  board: null,
  product: null,
  multiRecords: [],
};

/** By which the machine is known elsewhere. */
export function marksOf({ uuids, serials }: Identity, bmcAddress: string) {
  return { uuids, serials, bmcAddress };
}
