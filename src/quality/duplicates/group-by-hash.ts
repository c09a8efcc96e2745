/** Entries that were given a hash, to be read group by group. Grows by itself; 8 bytes an entry. */
export class HashGroups {
  #entries = new Uint32Array(1024);
  #length = 0;

  /** Both are 32-bit numbers. */
  add(hash: number, entry: number): void {
    if (this.#length === this.#entries.length) {
      const longer = new Uint32Array(this.#length * 2);
      longer.set(this.#entries);
      this.#entries = longer;
    }
    this.#entries[this.#length] = entry;
    this.#entries[this.#length + 1] = hash;
    this.#length += 2;
  }

  /** Calls back for each hash with two or more entries; entries ascend, hashes too. Ends the use of this object. */
  forEachGroup(visit: (entries: Uint32Array) => void): void {
    // Entry and hash are the low and the high half of one number of 64 bits, which the engine sorts by itself.
    new BigUint64Array(this.#entries.buffer, 0, this.#length / 2).sort();
    const entries = this.#entries;
    const group = new Uint32Array(this.#length / 2);
    let from = 0;
    while (from < this.#length) {
      let to = from;
      let count = 0;
      while (to < this.#length && entries[to + 1] === entries[from + 1]) {
        group[count++] = entries[to] ?? 0;
        to += 2;
      }
      if (count > 1) visit(group.subarray(0, count));
      from = to;
    }
  }
}
