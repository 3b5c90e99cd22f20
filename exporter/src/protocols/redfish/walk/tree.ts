/** The resources of one service, reached by their links. */
import { codeOf } from '../../../model/errors.ts';
import { isResource, list, pathOf, type Resource } from '../read/resource.ts';
import type { SensorThresholds } from './sensor-thresholds.ts';

/** Collections of hardware: the largest chassis have some hundreds of sensors. */
const MAX_MEMBERS = 1024;
/** Of one collection. */
const MAX_PAGES = 40;
/** Then it is asked for each member. */
const MAX_EXPAND_FAILURES = 2;
const EXPAND = '$expand=.($levels=1)';

/** How long what seldom changes may be kept, in milliseconds. */
export const MAX_AGE = {
  /** The root: what the service can do. */
  root: 60 * 60_000,
  /** Which systems, chassis and managers there are, and which parts that are not exchanged while a machine runs. */
  structure: 5 * 60_000,
  /** Versions of firmware. */
  firmware: 60 * 60_000,
} as const;

export type Get = (path: string, maxAgeMs: number) => Promise<Resource>;

/** What is remembered of a service from one walk to the next. */
export interface ServiceMemory {
  /** How often it said that it can expand, and could not. */
  expandFailures: number;
  /** Of those who want to know how near a temperature is to them. */
  readonly thresholds?: SensorThresholds;
}

export interface TreeOptions {
  readonly get: Get;
  readonly memory: ServiceMemory;
}

export interface MembersOptions {
  /** Of the collection and of each member. */
  readonly maxAgeMs?: number;
  /** Of the list alone: which members there are. What they tell is asked for anew. */
  readonly listAgeMs?: number;
  readonly maxMembers?: number;
  /** Told of all links of the list; says which of them are not to be followed. */
  readonly known?: (paths: readonly string[]) => ReadonlySet<string>;
  /** Whether to bring the members along where the service can do that; true unless said. */
  readonly expand?: boolean;
  /** Told of the members of each page; says whether the further pages are not needed. */
  readonly isEnough?: (page: readonly Resource[]) => boolean;
}

export class Tree {
  /** Whether the service says that it can give the members of a collection with the collection. */
  canExpand = false;
  readonly #get: Get;
  readonly #memory: ServiceMemory;

  constructor({ get, memory }: TreeOptions) {
    this.#get = get;
    this.#memory = memory;
  }

  /** Whether it says so, and has not failed at it. */
  get expands(): boolean {
    return this.canExpand && this.#memory.expandFailures < MAX_EXPAND_FAILURES;
  }

  get thresholds(): SensorThresholds | undefined {
    return this.#memory.thresholds;
  }

  /** @throws ModuleError */
  get(path: string, maxAgeMs = 0): Promise<Resource> {
    return this.#get(path, maxAgeMs);
  }

  /**
   * The collection with all its pages; its members are links, or whole where the service expands them.
   * @throws ModuleError
   */
  async collection(path: string, options: MembersOptions = {}): Promise<Resource[]> {
    const { maxAgeMs = 0, listAgeMs = 0, maxMembers = MAX_MEMBERS, expand = true } = options;
    let page =
      this.expands && expand
        ? await this.expanded(path, maxAgeMs)
        : await this.get(path, maxAgeMs || listAgeMs);
    const members = [...list(page['Members'])];
    for (let pages = 1; members.length < maxMembers; pages += 1) {
      const next = page['Members@odata.nextLink'];
      if (typeof next !== 'string' || pages >= MAX_PAGES) break;
      if (options.isEnough?.(list(page['Members'])) === true) break;
      page = await this.get(next, maxAgeMs);
      members.push(...list(page['Members']));
    }
    return members.slice(0, maxMembers);
  }

  /** As `get`, with what belongs to the resource in it where the service can do that. @throws ModuleError */
  async expanded(path: string, maxAgeMs = 0): Promise<Resource> {
    if (!this.expands || path.includes('?')) return this.get(path, maxAgeMs);
    try {
      return await this.get(`${path}?${EXPAND}`, maxAgeMs);
    } catch (error) {
      const plain = await this.get(path, maxAgeMs);
      // The resource is there, so it was the expanding that failed; silence may have been chance, once.
      this.#memory.expandFailures += codeOf(error) === 'timeout' ? 1 : MAX_EXPAND_FAILURES;
      return plain;
    }
  }
}

/** Whether it is a resource and not a link to one. */
export function isWhole(member: Resource): boolean {
  return Object.keys(member).some((key) => !key.startsWith('@'));
}

/** Some services list a member twice. */
export function withoutRepeats(members: readonly Resource[]): Resource[] {
  const seen = new Set<string>();
  return members.filter((member) => {
    const path = pathOf(member);
    if (path === null) return isWhole(member);
    const isNew = !seen.has(path);
    seen.add(path);
    return isNew;
  });
}

/** What the root says of expanding: https://redfish.dmtf.org/schemas/v1/ServiceRoot.json. */
export function saysItExpands(root: Resource): boolean {
  const features = root['ProtocolFeaturesSupported'];
  const query = isResource(features) ? features['ExpandQuery'] : undefined;
  if (!isResource(query)) return false;
  return query['Levels'] === true && (query['NoLinks'] === true || query['ExpandAll'] === true);
}
