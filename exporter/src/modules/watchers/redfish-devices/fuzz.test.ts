/** Services that answer with whatever comes to their mind, and are looked at again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resourceAt } from '../../../../../test/support/redfish/answer.ts';
import { LOGIN, settings } from '../../../../../test/support/redfish/asking.ts';
import { junk, placesOf, withAll } from '../../../../../test/support/redfish/junk.ts';
import { collection, link, type ResourceTree, V1 } from '../../../../../test/support/redfish/tree.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { subsystemsTree } from '../../../../../test/support/redfish/trees/subsystems.ts';
import { ModuleError } from '../../../model/errors.ts';
import { watchedServices } from '../../../protocols/redfish/watched.ts';
import { lookAt } from './look.ts';
import { config } from './options.ts';
import { type Target, targetOf } from './target.ts';

const LOGS = `${V1}/Managers/iDRAC.Embedded.1/LogServices`;
const TREES: readonly ResourceTree[] = [
  {
    ...dellTree(),
    ...collection(LOGS, { Sel: { Entries: link(`${LOGS}/Sel/Entries`) } }),
  },
  subsystemsTree({ expand: false }),
];
const RUNS = 100;

function newTarget(): Target {
  const own = settings({
    hosts: new Map([['default', LOGIN]]),
    targets: [{ name: 'db1', address: '127.0.0.1', interval: 10_000, labels: {} }],
  });
  const [watched] = watchedServices(own);
  if (!watched) throw new Error('no target');
  return targetOf(watched, { ...config.parse({}), settings: own });
}

/** How many facts such a look tells. */
async function look(target: Target, tree: ResourceTree): Promise<number> {
  const session = {
    traffic: { requests: 0, kept: 0, failed: 0 },
    get: (path: string) => {
      const resource = resourceAt(tree, path.split('?')[0] ?? '');
      return resource
        ? Promise.resolve(resource)
        : Promise.reject(new ModuleError('unsupported', 'HTTP 404'));
    },
    certificateExpiry: () => null,
  };
  const { reading, logs } = await lookAt(target, session, true, () => undefined);
  const facts = target.facts.look(reading, performance.now());
  return [...facts, ...(logs ? target.logFacts.look(logs.main, logs.others, Date.now()) : [])].length;
}

it('as they are, they tell something', async () => {
  for (const tree of TREES) expect(await look(newTarget(), tree)).toBeGreaterThan(2);
});

it.each(TREES.map((tree, i) => [i, tree] as const))(
  'with something else in some places of its resources (%d) they are looked at, or fail as a module may',
  async (_, tree) => {
    const places = placesOf(tree).filter(({ length }) => length > 0);
    const changes = fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const target = newTarget();
        await look(target, tree);
        for (const each of [withAll(tree, changed), tree])
          await look(target, each).catch((error: unknown) => {
            if (!(error instanceof ModuleError) || error.code === 'bug') throw error;
          });
      }),
      { numRuns: RUNS },
    );
  },
);
