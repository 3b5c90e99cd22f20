import type { ModuleError } from '../../../model/errors.ts';
import { discover, type Estate, nothingThere } from '../walk/discover.ts';
import type { Tree } from '../walk/tree.ts';
import { Walk } from '../walk/walk.ts';

export interface ReadEstate {
  readonly estate: Estate;
  /** False when some of it could not be read: what is missing may be there. */
  readonly isWhole: boolean;
}

/** @throws ModuleError when nothing of it can be read. */
export async function readEstate(tree: Tree, partial: (reason: ModuleError) => void): Promise<ReadEstate> {
  const failures: ModuleError[] = [];
  const walk = new Walk(tree, (error) => failures.push(error));
  const estate = await discover(tree, walk, { chassis: true, managers: true });
  const [failure] = failures;
  const isEmpty = estate.systems.length + estate.chassis.length + estate.pdus.length === 0;
  if (isEmpty) throw failure ?? nothingThere();
  failures.forEach(partial);
  return { estate, isWhole: failures.length === 0 };
}
