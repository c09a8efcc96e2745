import { makeRandom, type Random } from '../../../base/index.ts';
import type { JudgeValidation } from '../../judge/judgement.ts';
import type { ProviderPart } from '../verdict-input.ts';
import { judgeAll, makePart, makeValidation } from './make-part.ts';

/** A world in which the truth is known. */
export interface World {
  readonly seed: number;
  /** How many of the instances are right, as a share, rounded down; or of the conversations, with `isWhole`. */
  readonly truth: number;
  readonly sensitivity: number;
  readonly specificity: number;
  /** Whether the wrong ones come in whole conversations. */
  readonly isClustered?: boolean;
  /** Whether `truth` is about whole conversations: of each wrong one a single pattern is wrong. */
  readonly isWhole?: boolean;
  /** How many instances people label, drawn at random. They do not err. */
  readonly labels?: number;
  readonly conversations?: number;
}

/** A part as a judge with these errors and people see it, and the validation of that judge on its own gold items. */
export const simulatePart = (world: World): { part: ProviderPart; validation: JudgeValidation } => {
  const random = makeRandom(world.seed, 'world');
  const bare = makePart(world.conversations ?? 100);
  const wrong = drawWrong(bare, world, random);
  const isWrong = (subject: string, pattern: string): boolean => wrong.has(`${subject} ${pattern}`);
  const judged = judgeAll(bare, (_, subject, pattern) => {
    const chance = isWrong(subject, pattern) ? 1 - world.specificity : world.sensitivity;
    return random.fraction() < chance ? 'demonstrated' : 'not-demonstrated';
  });
  const labels = random
    .shuffle(
      bare.conversations.flatMap(({ id, patterns }) => patterns.map((pattern) => [id, pattern] as const)),
    )
    .slice(0, world.labels ?? 0)
    .map(([subject, pattern]) => ({ subject, pattern, isDemonstrated: !isWrong(subject, pattern) }));
  const miss = (n: number, chance: number): number => {
    let missed = 0;
    for (let item = 0; item < n; item++) if (random.fraction() >= chance) missed++;
    return missed;
  };
  const errors = [miss(80, world.sensitivity), miss(120, world.specificity)] as const;
  return {
    part: { ...judged, labels },
    validation: makeValidation({ errors, positives: 80, negatives: 120 }),
  };
};

const drawWrong = (
  { conversations }: ProviderPart,
  { truth, isClustered = false, isWhole = false }: World,
  random: Random,
): ReadonlySet<string> => {
  const shuffled = random.shuffle(conversations);
  if (isWhole) {
    const count = Math.ceil((1 - truth) * conversations.length - 1e-9);
    return new Set(shuffled.slice(0, count).map(({ id, patterns }) => `${id} ${random.pick(patterns)}`));
  }
  const all = shuffled.flatMap(({ id, patterns }) => patterns.map((pattern) => `${id} ${pattern}`));
  const ordered = isClustered ? all : random.shuffle(all);
  return new Set(ordered.slice(0, Math.ceil((1 - truth) * all.length - 1e-9)));
};
