import type { Conversation } from '../../../conversation/index.ts';
import type { Assignment } from '../../../plan/index.ts';
import { loadRecipe } from '../../../recipe/index.ts';
import { BUILT_IN_RECIPE } from '../../paths.ts';
import type { Acceptance, Candidates } from '../acceptance.ts';
import { Rounds } from '../rounds.ts';

const recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);

/** What is not used, by the number of the assignment. */
export interface Losses {
  /** Rejected by a check. */
  readonly isWrong?: (number: number) => boolean;
  /** Rejected as too like others: numbers, given those that stand and those that are new. */
  readonly findAlike?: (earlier: readonly number[], fresh: readonly number[]) => readonly number[];
}

/** A conversation of which only the topic matters. */
export const makeTalk = ({ topic }: Pick<Assignment, 'topic'>): Conversation => ({
  ...{ topic, patterns_applied: [], conversation: [], learning_notes: '' },
});

/** An acceptance that goes by numbers. */
export const makeAcceptance = ({ isWrong = () => false, findAlike = () => [] }: Losses): Acceptance => ({
  check: ({ assignment }) =>
    Promise.resolve(isWrong(assignment.number) ? { check: 'wrong', message: 'It is wrong.' } : undefined),
  compare: (earlier: Candidates, fresh: Candidates) => {
    const alike = findAlike(earlier.numbers, fresh.numbers);
    return Promise.resolve(new Map(alike.map((number) => [number, { check: 'alike', message: 'It is.' }])));
  },
});

/** Rounds over the built-in recipe. */
export const makeRounds = (count: number, losses: Losses = {}): Rounds =>
  new Rounds({
    recipe,
    plan: { count, seed: 42, design: 'cycle' },
    acceptance: makeAcceptance(losses),
    read: makeTalk,
  });

/** Settles a whole round; `isFailed` gives no conversation. */
export const settleRound = async (
  rounds: Rounds,
  isFailed: (number: number) => boolean = () => false,
): Promise<void> => {
  for (const one of rounds.assignments)
    if (!isFailed(one.number)) await rounds.settle(one.number, makeTalk(one));
};
