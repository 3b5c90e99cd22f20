/** Reads what belongs to one group of metrics: what fails is told and left out, the rest is kept. */
import { ModuleError } from '../../../model/errors.ts';
import { pathOf, type Resource } from '../read/resource.ts';
import { isWhole, type MembersOptions, type Tree, withoutRepeats } from './tree.ts';

const NOTHING: Resource = {};

export class Walk {
  readonly #tree: Tree;
  readonly #onFailure: (error: ModuleError) => void;

  constructor(tree: Tree, onFailure: (error: ModuleError) => void) {
    this.#tree = tree;
    this.#onFailure = onFailure;
  }

  /** Whether collections bring their members along. */
  get expands(): boolean {
    return this.#tree.expands;
  }

  /** The resource that a link leads to; null without a link, and when it cannot be read. */
  async follow(link: unknown, maxAgeMs = 0): Promise<Resource | null> {
    const path = pathOf(link);
    return path === null ? null : this.#attempt(() => this.#tree.get(path, maxAgeMs));
  }

  /** As `follow`, of what a service may name without having it. */
  async followIfThere(link: unknown, maxAgeMs = 0): Promise<Resource | null> {
    const path = pathOf(link);
    if (path === null) return null;
    return this.#attempt(() => this.#tree.get(path, maxAgeMs), true);
  }

  /** As `follow`; an empty resource for what is not there. */
  async orNothing(link: unknown): Promise<Resource> {
    return (await this.followIfThere(link)) ?? NOTHING;
  }

  /** The resource itself with what belongs to it in it, where the service can do that. */
  async expanded(link: Resource): Promise<Resource | null> {
    const path = pathOf(link);
    return path === null ? null : this.#attempt(() => this.#tree.expanded(path));
  }

  /** The members of the collection that a link leads to, whole. */
  async members(link: unknown, options: MembersOptions = {}): Promise<Resource[]> {
    const path = pathOf(link);
    if (path === null) return [];
    const collection = await this.#attempt(() => this.#tree.collection(path, options));
    return collection === null ? [] : this.whole(unknownOf(collection, options), options.maxAgeMs);
  }

  /** As `members`; null of what a service may not have. */
  async membersIfThere(link: unknown, options: MembersOptions = {}): Promise<Resource[] | null> {
    const path = pathOf(link);
    if (path === null) return null;
    const collection = await this.#attempt(() => this.#tree.collection(path, options), true);
    return collection && this.whole(unknownOf(collection, options), options.maxAgeMs);
  }

  /** Links and resources, as resources: those that cannot be read are left out. */
  async whole(members: readonly Resource[], maxAgeMs = 0): Promise<Resource[]> {
    return this.each(withoutRepeats(members), async (member) =>
      isWhole(member) ? member : this.follow(member, maxAgeMs),
    );
  }

  /** At once, each for itself. */
  async each<T, R>(items: readonly T[], read: (item: T) => Promise<R | null>): Promise<R[]> {
    return (await Promise.all(items.map(read))).filter((each) => each !== null);
  }

  async #attempt<T>(read: () => Promise<T>, mayBeAbsent = false): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      if (!mayBeAbsent || error.code !== 'unsupported') this.#onFailure(error);
      return null;
    }
  }
}

/** All but the links that lead to what is known. */
function unknownOf(members: readonly Resource[], { known }: MembersOptions): readonly Resource[] {
  if (known === undefined) return members;
  const paths = members.map(pathOf);
  const left = known(paths.filter((path) => path !== null));
  return members.filter((member, i) => isWhole(member) || !left.has(paths[i] ?? ''));
}
