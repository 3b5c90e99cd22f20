import type { FileTree } from '../../../contract/ports.ts';

/** The files of a controller below /sys. */
export interface Controller {
  readonly firmwareRevision: string;
  readonly model: string;
  readonly serial: string;
  readonly state: string;
  readonly cntlid: string;
  readonly namespaces: readonly Namespace[];
}

export interface Namespace {
  /** As its name has it. */
  readonly nsid: string;
  readonly used: string;
  readonly size: string;
  readonly logicalBlockSize: string;
  readonly anaState: string;
}

/** `nvme0n1`, and with multipath `nvme0c1n1` for the path through controller 1. */
const NAMESPACE = /^nvme\d+(?:c\d+)?n(\d+)$/;

export function learnController(sysfs: FileTree, folder: string): Controller {
  const namespaces = new Map<string, Namespace>();
  for (const name of sysfs.listIfPresent(folder)) {
    const nsid = NAMESPACE.exec(name)?.[1];
    if (nsid !== undefined && !namespaces.has(nsid))
      namespaces.set(nsid, namespaceFiles(`${folder}/${name}`, nsid));
  }
  return {
    firmwareRevision: `${folder}/firmware_rev`,
    model: `${folder}/model`,
    serial: `${folder}/serial`,
    state: `${folder}/state`,
    cntlid: `${folder}/cntlid`,
    namespaces: [...namespaces.values()],
  };
}

function namespaceFiles(folder: string, nsid: string): Namespace {
  return {
    nsid,
    used: `${folder}/nuse`,
    size: `${folder}/size`,
    logicalBlockSize: `${folder}/queue/logical_block_size`,
    anaState: `${folder}/ana_state`,
  };
}
