import type { Recipe, VariationKind } from '../recipe/index.ts';

/** How patterns and topics are put together. */
export const DESIGNS = ['cycle', 'balanced'] as const;
/** One of `DESIGNS`. `cycle` is the guide's own and the default; see `drawCycle` and `drawBalanced`. */
export type Design = (typeof DESIGNS)[number];

/** What one conversation is to be. Plain and serialisable: the plan is a list of these. */
export interface Assignment {
  /** Its place in the plan, from 1. */
  readonly number: number;
  /** A topic's title. */
  readonly topic: string;
  /** Names of 2 or 3 patterns (fewer only where the recipe holds fewer), as they are written into the dataset. */
  readonly patterns: readonly string[];
  /** The same names in the order in which the prompt shows their cards; earlier instructions are favoured, so it is shuffled. */
  readonly cardOrder: readonly string[];
  /** How many exchanges the conversation has. */
  readonly exchanges: number;
  /** The id of one choice of each kind of variation that the recipe has. */
  readonly variation: Readonly<Partial<Record<VariationKind, string>>>;
  /** Which of the topic's mistakes the learner makes, from 1; 0 where the topic names none. */
  readonly mistake: number;
  /** Ids of the reference conversations to show, at most two. */
  readonly examples: readonly string[];
}

/** A plan: what will be asked, in order. The same recipe, count, seed and design give the same plan everywhere. */
export interface Plan {
  readonly design: Design;
  readonly seed: number;
  readonly assignments: readonly Assignment[];
}

/** What a plan needs of a recipe: names and ids, none of the prose. Every `Recipe` is one. */
export interface PlanRecipe extends Pick<Recipe, 'exchanges' | 'variations'> {
  readonly patterns: readonly Pick<Recipe['patterns'][number], 'name'>[];
  readonly topics: readonly (Pick<Recipe['topics'][number], 'title'> &
    Partial<Pick<Recipe['topics'][number], 'mistakes'>>)[];
  readonly examples: readonly Pick<Recipe['examples'][number], 'id' | 'topic' | 'patterns'>[];
}
