import { makeRandom } from '../base/index.ts';
import type { VariationKind } from '../recipe/index.ts';
import type { Assignment, Design, Plan, PlanRecipe } from './assignment.ts';
import { drawBalanced } from './balanced.ts';
import { makeExampleChooser } from './choose-examples.ts';
import { drawCycle } from './cycle.ts';
import { dealRounds } from './rounds.ts';
import type { Sizes, Slot } from './slot.ts';

const DRAW: Readonly<Record<Design, (sizes: Sizes, seed: number) => Generator<Slot>>> = {
  cycle: drawCycle,
  balanced: drawBalanced,
};

/** What decides a plan besides the recipe. */
export interface PlanOptions {
  /** How many assignments. */
  readonly count: number;
  readonly seed: number;
  readonly design: Design;
}

/**
 * Makes a plan: which topic, patterns, length, variation and examples each conversation has.
 *
 * The same input gives the same plan, and the first assignments of a larger plan are those of a smaller one: every
 * part is drawn from an endless stream of its own, and the count only says where to stop. Each topic comes once in a
 * round of all topics; lengths and choices of variation are within one of each other wherever the plan is cut, and so
 * are the mistakes of each topic.
 * Which patterns meet which topic is up to the design: see `drawCycle` and `drawBalanced`.
 */
export const makePlan = (recipe: PlanRecipe, { count, seed, design }: PlanOptions): Plan => {
  const { patterns, topics } = recipe;
  if (patterns.length === 0 || topics.length === 0)
    throw new Error('Internal: a plan needs patterns and topics.');
  const dealPart = makePartDealer(recipe, seed);
  const dealMistake = makeMistakeDealer(topics, seed);
  const chooseExamples = makeExampleChooser(recipe.examples, seed);
  const slots = DRAW[design]({ topics: topics.length, patterns: patterns.length }, seed);
  const assignments = slots.take(count).map((slot, place): Assignment => {
    const topic = topics[slot.topic]?.title ?? '';
    const names = slot.patterns.map((pattern) => patterns[pattern]?.name ?? '');
    const examples = chooseExamples({ topic, patterns: names });
    const mistake = dealMistake(slot.topic);
    return { number: place + 1, topic, patterns: names, ...dealPart(names), mistake, examples };
  });
  return { design, seed, assignments: [...assignments] };
};

type Part = Pick<Assignment, 'cardOrder' | 'exchanges' | 'variation'>;

/** Deals what does not depend on the design, each from its own stream of randomness. */
const makePartDealer = (recipe: PlanRecipe, seed: number): ((patterns: readonly string[]) => Part) => {
  const cards = makeRandom(seed, 'plan/cards');
  const exchanges = dealRounds(recipe.exchanges, makeRandom(seed, 'plan/exchanges'));
  const kinds = Object.entries(recipe.variations)
    .filter(([, choices]) => choices.length > 0)
    .map(([kind, choices]) => ({
      kind,
      ids: dealRounds(choices, makeRandom(seed, `plan/variation/${kind}`)),
    }));
  return (patterns) => ({
    cardOrder: cards.shuffle(patterns),
    exchanges: exchanges.next().value,
    variation: Object.fromEntries(kinds.map(({ kind, ids }) => [kind as VariationKind, ids.next().value.id])),
  });
};

/** Deals each topic's mistakes in rounds of its own, whenever the topic comes. */
const makeMistakeDealer = (topics: PlanRecipe['topics'], seed: number): ((topic: number) => number) => {
  const dealers = new Map<number, Generator<number>>();
  return (topic) => {
    const count = topics[topic]?.mistakes?.length ?? 0;
    if (count === 0) return 0;
    const known = dealers.get(topic);
    const dealer = known ?? dealRounds(toNumbers(count), makeRandom(seed, `plan/mistakes/${topic}`));
    if (known === undefined) dealers.set(topic, dealer);
    return dealer.next().value;
  };
};

const toNumbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
