import { type CommandChannel, readSdrRepository } from 'ipmi-js';
import { type BmcMemory, Repository } from '../bmc-memory.ts';

/** Asks for the records only when they are others than those that are known. @throws IpmiError */
export async function readRepository(
  channel: CommandChannel,
  memory: BmcMemory,
  signal: AbortSignal,
): Promise<Repository> {
  const { store, turns } = memory;
  const snapshot = await turns.run(() => readSdrRepository(channel, { store, signal }), signal);
  const known = memory.repository;
  return known?.snapshot === snapshot ? known : new Repository(snapshot);
}
