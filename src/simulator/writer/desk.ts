import type { Random } from '../../base/index.ts';
import { likeness } from './likeness.ts';
import type { Material } from './material.ts';
import { isFilled, type Slots, spin } from './spin.ts';
import type { Voice } from './voice.ts';
import { small } from './words.ts';

/** How much is said in one answer. */
export type Measure = 'short' | 'medium' | 'long';

/** The state of one conversation while it is written: nothing is said twice, and what was said can be taken up. */
export class Desk {
  readonly random: Random;
  readonly material: Material;
  readonly voice: Voice;
  readonly measure: Measure;
  readonly #patterns: ReadonlySet<string>;
  /** What the last answer told the learner to do; reads on after "to". */
  advice: string | undefined;
  /** What the learner will have found by the next turn, after a hint. */
  finding: string | undefined;
  /** Where in a list this writer likes to begin: another provider begins elsewhere. */
  readonly #bent: number;
  readonly #used = new Set<unknown>();
  readonly #told: string[] = [];
  readonly #quoted = new Set<string>();
  readonly #spent = new Set<() => string>();

  constructor(
    random: Random,
    material: Material,
    voice: Voice,
    measure: Measure,
    patterns: readonly string[],
    bent = 0,
  ) {
    this.random = random;
    this.material = material;
    this.voice = voice;
    this.measure = measure;
    this.#patterns = new Set(patterns.map((name) => name.trim().toLowerCase()));
    this.#bent = Math.max(0, bent);
  }

  /**
   * One of the frames, written out. Frames with a place for something that is not given are passed over; one that has
   * been used in this conversation comes back only when no other is left.
   */
  say(frames: readonly string[], given: Slots = {}): string {
    const spent = typeof given.figure === 'function' && this.#spent.has(given.figure);
    const slots = spent ? { ...given, figure: undefined } : given;
    const possible = frames.filter((frame) => isFilled(frame, slots));
    const fresh = possible.filter((frame) => !this.#used.has(frame));
    const choice = fresh.length > 0 ? fresh : possible;
    if (choice.length === 0) return '';
    const frame = this.random.pick(choice);
    this.#used.add(frame);
    return spin(this.random, frame, slots);
  }

  /** Whether a pattern is assigned: material that would show another one stays in the drawer. */
  shows(pattern: string): boolean {
    return this.#patterns.has(pattern.toLowerCase());
  }

  /** True in `share` of all cases. */
  chance(share: number): boolean {
    return this.random.fraction() < share;
  }

  /** `count` items, those first that have not been used. */
  take<Item>(items: readonly Item[], count = 1): Item[] {
    const order = this.chance(0.6) ? turn(items, this.#bent) : this.random.shuffle(items);
    const fresh = order.filter((item) => !this.#used.has(item));
    const stale = order.filter((item) => this.#used.has(item));
    const taken = [...fresh, ...stale].slice(0, count);
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
      const score = likeness(about, toText(item), this.material.weights);
      if (score >= least && (best === undefined || score > best.score)) best = { item, score };
    }
    if (best !== undefined) this.#used.add(best.item);
    return best?.item;
  }

  /** The learner states a fact; from now on the mentor may take it up, once. */
  tell(facts: readonly string[]): void {
    this.#told.push(...facts);
    for (const fact of facts) this.#used.add(fact);
  }

  /**
   * A figure that the learner has stated, nearest to `about` where that is given: a place for it, filled when it is
   * written. Undefined when there is none left.
   */
  figure(about = ''): (() => string) | undefined {
    const left = this.#told.filter(
      (fact) => this.material.facts.figures.includes(fact) && !this.#quoted.has(fact),
    );
    if (left.length === 0) return undefined;
    const write = (): string => {
      this.#spent.add(write);
      const best = this.closest(left, about, (fact) => fact).item ?? '';
      this.#quoted.add(best);
      return small(best);
    };
    return write;
  }

  /** The item that speaks most of the same things as `about`, used or not, and how much it does. */
  closest<Item>(
    items: readonly Item[],
    about: string,
    toText: (item: Item) => string,
  ): { item?: Item; score: number } {
    let best: { item?: Item; score: number } = { score: -1 };
    for (const item of items) {
      const score = this.compare(about, toText(item));
      if (score > best.score) best = { item, score };
    }
    return best;
  }

  /** Facts that nobody has stated yet. */
  get untold(): readonly string[] {
    return this.material.facts.statements.filter((fact) => !this.#used.has(fact));
  }

  /** How much two texts speak of the same things, by this topic's words. */
  compare(one: string, other: string): number {
    return likeness(one, other, this.material.weights);
  }

  /** Keeps an item from being used again. */
  keepFrom(item: unknown): void {
    this.#used.add(item);
  }

  isUsed(item: unknown): boolean {
    return this.#used.has(item);
  }
}

const turn = <Item>(items: readonly Item[], by: number): Item[] => {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};
