import type { Random } from '../../base/index.ts';
import { likeness } from './likeness.ts';
import type { Material } from './material.ts';
import { type Slots, spin } from './spin.ts';
import type { Voice } from './voice.ts';

/** How much is said in one answer. */
export type Measure = 'short' | 'medium' | 'long';

/** The state of one conversation while it is written: nothing is said twice, and what was said can be taken up. */
export class Desk {
  readonly random: Random;
  readonly material: Material;
  readonly voice: Voice;
  readonly measure: Measure;
  /** Names of the assigned patterns; material that would show another one stays in the drawer. */
  readonly patterns: ReadonlySet<string>;
  /** What the last answer told the learner to do; reads on after "to". */
  advice: string | undefined;
  /** What the learner will have found by the next turn, after a hint. */
  finding: string | undefined;
  readonly #used = new Set<unknown>();

  constructor(
    random: Random,
    material: Material,
    voice: Voice,
    measure: Measure,
    patterns: readonly string[],
  ) {
    this.random = random;
    this.material = material;
    this.voice = voice;
    this.measure = measure;
    this.patterns = new Set(patterns);
  }

  /** One of the frames, written out; a frame is not used twice in a conversation while others are left. */
  say(frames: readonly string[], slots: Slots = {}): string {
    const fresh = frames.filter((frame) => !this.#used.has(frame));
    const frame = this.random.pick(fresh.length > 0 ? fresh : frames);
    this.#used.add(frame);
    return spin(this.random, frame, slots);
  }

  /** True in `share` of all cases. */
  chance(share: number): boolean {
    return this.random.fraction() < share;
  }

  /** Up to `count` items that have not been used; used ones only when none is left. */
  take<Item>(items: readonly Item[], count = 1): Item[] {
    const fresh = items.filter((item) => !this.#used.has(item));
    const taken = this.random.shuffle(fresh.length > 0 ? fresh : items).slice(0, count);
    for (const item of taken) this.#used.add(item);
    return taken;
  }

  /** As `take`, in the order in which the items stand. */
  takeInOrder<Item>(items: readonly Item[], count: number): Item[] {
    const taken = new Set(this.take(items, count));
    return items.filter((item) => taken.has(item));
  }

  /** The unused item that speaks most of the same things as `about`, when it reaches `least`. */
  nearest<Item>(
    items: readonly Item[],
    about: string,
    toText: (item: Item) => string,
    least = 0,
  ): Item | undefined {
    let best: { readonly item: Item; readonly score: number } | undefined;
    for (const item of items) {
      if (this.#used.has(item)) continue;
      const score = likeness(about, toText(item));
      if (score >= least && (best === undefined || score > best.score)) best = { item, score };
    }
    if (best !== undefined) this.#used.add(best.item);
    return best?.item;
  }

  /** Keeps an item from being used again. */
  keepFrom(item: unknown): void {
    this.#used.add(item);
  }

  isUsed(item: unknown): boolean {
    return this.#used.has(item);
  }
}
