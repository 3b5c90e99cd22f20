import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { integerOf, textOf } from '../../../protocols/kernel-value.ts';
import { LINK, NUMBER_NAMES, type NumberName, TEXT_NAMES, type TextName } from './attributes.ts';

/** IFF_UP in linux/if.h. */
const UP = 1;
/**
 * So many readings later the folder is listed again: it was perhaps not complete yet, and a driver may tell now
 * what it refused, though the link did not change.
 */
const READINGS_BEFORE_RENEWAL = 60;

type Attribute = { readonly path: string } & (
  { readonly kind: 'number'; readonly name: NumberName } | { readonly kind: 'text'; readonly name: TextName }
);

/** A network device in sysfs: its attributes as of the last reading. */
export class NetDevice {
  readonly name: string;
  readonly #sysfs: FileTree;
  readonly #keepOpen: boolean;
  readonly #link: readonly Attribute[];
  readonly #others: readonly Attribute[];
  readonly #numbers = new Map<NumberName, number>();
  readonly #texts = new Map<TextName, string>();
  /** Not asked for again as long as the link stays as it is: the error costs as much as ten values. */
  readonly #refused = new Set<Attribute>();
  #readings = 0;

  /** Which attributes there are depends on the kernel: a listing is saved at each reading. */
  constructor(sysfs: FileTree, name: string, keepOpen: boolean) {
    this.name = name;
    this.#sysfs = sysfs;
    this.#keepOpen = keepOpen;
    const attributes = attributesIn(sysfs, `class/net/${name}`);
    this.#link = attributes.filter((attribute) => LINK.has(attribute.name));
    this.#others = attributes.filter((attribute) => !LINK.has(attribute.name));
  }

  /** False for a device that has just gone, and for the file `bonding_masters`, which lies beside the devices. */
  get isPresent(): boolean {
    return this.#numbers.size + this.#texts.size > 0;
  }

  /** Undefined when the device has no such attribute, or does not tell. */
  number(name: NumberName): number | undefined {
    return this.#numbers.get(name);
  }

  text(name: TextName): string {
    return this.#texts.get(name) ?? '';
  }

  get adminState(): string {
    const flags = this.number('flags');
    if (flags === undefined) return 'unknown';
    return flags % 2 === UP ? 'up' : 'down';
  }

  /** False when it has to be made anew: it is another device than before under the same name, or it is time. */
  read(): boolean {
    const index = this.number('ifindex');
    const before = this.#linkState();
    for (const attribute of this.#link) this.#readOne(attribute);
    if (this.#linkState() !== before) this.#refused.clear();
    for (const attribute of this.#others) this.#readOne(attribute);
    this.#readings += 1;
    return (
      (index === undefined || index === this.number('ifindex')) && this.#readings <= READINGS_BEFORE_RENEWAL
    );
  }

  #linkState(): string {
    return `${this.number('flags')} ${this.number('carrier_changes')} ${this.text('operstate')}`;
  }

  #readOne(attribute: Attribute): void {
    if (this.#refused.has(attribute)) return;
    const bytes = this.#bytesOf(attribute.path);
    if (bytes === null) this.#refused.add(attribute);
    const number = attribute.kind === 'number' && bytes !== null ? integerOf(bytes) : NaN;
    if (attribute.kind === 'text' && bytes !== null) this.#texts.set(attribute.name, textOf(bytes));
    else if (attribute.kind === 'text') this.#texts.delete(attribute.name);
    else if (Number.isNaN(number)) this.#numbers.delete(attribute.name);
    else this.#numbers.set(attribute.name, number);
  }

  #bytesOf(path: string): Buffer | null {
    try {
      return this.#keepOpen ? this.#sysfs.read(path) : this.#sysfs.readOnce(path);
    } catch (error) {
      if (error instanceof ModuleError) return null;
      throw error;
    }
  }
}

function attributesIn(sysfs: FileTree, folder: string): Attribute[] {
  const present = new Set(sysfs.listIfPresent(folder));
  return [
    ...NUMBER_NAMES.map((name) => ({ kind: 'number', name, path: `${folder}/${name}` }) as const),
    ...TEXT_NAMES.map((name) => ({ kind: 'text', name, path: `${folder}/${name}` }) as const),
  ].filter(({ name }) => present.has(name));
}
