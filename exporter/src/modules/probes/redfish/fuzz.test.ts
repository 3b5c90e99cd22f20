/** Services that answer with whatever comes to their mind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settings } from '../../../../../test/support/redfish/asking.ts';
import { expanded, resourceAt } from '../../../../../test/support/redfish/answer.ts';
import { junk, placesOf, withAll } from '../../../../../test/support/redfish/junk.ts';
import type { ResourceTree } from '../../../../../test/support/redfish/tree.ts';
import { dellTree } from '../../../../../test/support/redfish/trees/dell.ts';
import { subsystemsTree } from '../../../../../test/support/redfish/trees/subsystems.ts';
import { ilo4Tree, pduTree } from '../../../../../test/support/redfish/trees/vendors.ts';
import { ModuleError } from '../../../model/errors.ts';
import { probeService } from './probe-service.ts';
import { parseRequest } from './request.ts';
import { State } from './state.ts';

const TREES = [dellTree(), subsystemsTree(), ilo4Tree(), pduTree()];
const RUNS = 300;
/** Of the text format: a name, labels whose values are escaped, a number. */
const SAMPLE =
  /^[a-z_]+(?:\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? -?\d+(?:\.\d+)?(?:e[+-]\d+)?$/;

/** As a service with those resources would answer, without a network in between. */
async function probe(tree: ResourceTree): Promise<string[]> {
  const get = (path: string) => {
    const [plain = '', query] = path.split('?');
    const resource = resourceAt(tree, plain);
    if (!resource) throw new ModuleError('unsupported', 'HTTP 404');
    return query === undefined ? resource : expanded(tree, resource);
  };
  const session = {
    traffic: { requests: 0, kept: 0, failed: 0 },
    get: async (path: string) => Promise.resolve().then(() => get(path)),
    certificateExpiry: () => null,
  };
  const options = settings({ events: { minSeverity: 0, maxAgeMs: 1e15 } });
  const context = {
    redfish: { open: () => session },
    address: '127.0.0.1',
    signal: new AbortController().signal,
    now: Date.now,
    timeLeft: () => 10_000,
    host: { asset: 'host-test', name: 'test' },
    state: new State(),
    partial: () => undefined,
  };
  const request = parseRequest(new URLSearchParams('target=127.0.0.1'), options);
  const families = await probeService(context, options, request);
  return families.flatMap(({ lines }) => lines.trimEnd().split('\n'));
}

describe('a service', () => {
  it.each(TREES.map((tree, i) => [i, tree] as const))(
    'with something else in some places of its resources (%d) is shown, or fails as a module may',
    async (_, tree) => {
      const places = placesOf(tree).filter((each) => each.length > 0);
      const changes = fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(changes, async (all) => {
          const changed = withAll(tree, all);
          const lines = await probe(changed).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ModuleError);
            expect((error as ModuleError).code).not.toBe('bug');
            return [];
          });
          expect(lines.filter((line) => !SAMPLE.test(line))).toEqual([]);
          expect(new Set(lines.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(lines.length);
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it('whose collections name themselves comes to an end', async () => {
    const loop = {
      Members: [{ '@odata.id': '/redfish/v1/Systems' }],
      'Members@odata.nextLink': '/redfish/v1/Systems',
    };
    const lines = await probe({ ...dellTree(), '/redfish/v1/Systems': loop });
    expect(lines).toContain('idrac_exporter_scrape_errors_total 0');
  });
});
