const SLOT_MS = 250;
const SLOTS = 60_000 / SLOT_MS;

/** Sums what was taken in the last 60 seconds, to a quarter of a second, and never forgets too early. */
export class MinuteMeter {
  /** The slot of the moment and the whole minute before it. */
  readonly #slots = new Float64Array(SLOTS + 1);
  #slot = Number.NEGATIVE_INFINITY;
  #sum = 0;

  /** Adds an amount to the moment at which it was taken; a correction may be negative. */
  add(amount: number, atMs: number, nowMs: number): void {
    this.#forget(nowMs);
    const slot = Math.floor(atMs / SLOT_MS);
    if (slot < this.#slot - SLOTS) return;
    this.#slots[toIndex(Math.min(slot, this.#slot))] =
      (this.#slots[toIndex(Math.min(slot, this.#slot))] ?? 0) + amount;
    this.#sum += amount;
  }

  /** What was taken in the minute before now. */
  measure(nowMs: number): number {
    this.#forget(nowMs);
    return Math.max(0, this.#sum);
  }

  /** Milliseconds until no more than `most` are left of what was taken; 0 when that is so now. */
  measureWaitMs(most: number, nowMs: number): number {
    this.#forget(nowMs);
    let left = this.#sum;
    if (left <= most) return 0;
    for (let slot = this.#slot - SLOTS; slot <= this.#slot; slot++) {
      left -= this.#slots[toIndex(slot)] ?? 0;
      if (left <= most + 1e-9) return (slot + SLOTS + 1) * SLOT_MS - nowMs;
    }
    return 60_000;
  }

  #forget(nowMs: number): void {
    const slot = Math.floor(nowMs / SLOT_MS);
    if (slot <= this.#slot) return;
    if (slot - this.#slot > SLOTS) {
      this.#slots.fill(0);
      this.#sum = 0;
    } else {
      for (let old = this.#slot + 1; old <= slot; old++) {
        this.#sum -= this.#slots[toIndex(old)] ?? 0;
        this.#slots[toIndex(old)] = 0;
      }
    }
    this.#slot = slot;
  }
}

const toIndex = (slot: number): number => ((slot % (SLOTS + 1)) + SLOTS + 1) % (SLOTS + 1);
