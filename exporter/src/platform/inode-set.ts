const INITIAL_CAPACITY = 1024;

/** A set of inodes (positive integers) by open addressing: 16 bytes for each, where a Set needs objects. */
export class InodeSet {
  #slots = new Float64Array(INITIAL_CAPACITY);
  #size = 0;

  add(inode: number): void {
    if (2 * this.#size >= this.#slots.length) this.#grow();
    const slot = this.#slotOf(inode);
    if (this.#slots[slot] === inode) return;
    this.#slots[slot] = inode;
    this.#size += 1;
  }

  has(inode: number): boolean {
    return this.#slots[this.#slotOf(inode)] === inode;
  }

  /** Where the inode is, or the free slot where it belongs; at most half of the slots are taken. */
  #slotOf(inode: number): number {
    const mask = this.#slots.length - 1;
    let slot = Math.imul(inode | 0, 0x9e3779b1) >>> 7;
    for (slot &= mask; this.#slots[slot] !== 0 && this.#slots[slot] !== inode;) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Float64Array(2 * before.length);
    this.#size = 0;
    for (const inode of before) if (inode !== 0) this.add(inode);
  }
}
