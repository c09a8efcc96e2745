import type { Random } from '../../base/index.ts';
import type { Recipe, VariationKind } from '../../recipe/index.ts';
import type { WritingOrder } from '../writing-order.ts';

export const TONES = ['terse', 'worried', 'overconfident', 'impatient', 'methodical', 'plain'] as const;
export type Tone = (typeof TONES)[number];

export const LEVELS = ['newcomer', 'working', 'experienced', 'lead'] as const;
export type Level = (typeof LEVELS)[number];

export const OCCASIONS = ['debugging', 'design', 'review', 'incident', 'learning'] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** How the learner speaks. */
export interface Voice {
  readonly tone: Tone;
  readonly level: Level;
  readonly occasion: Occasion;
}

/** Words by which a tone, level or occasion of someone's own recipe is recognized. */
const TONE_SIGNS: readonly (readonly [RegExp, Tone])[] = [
  [/terse|fragment|short|brief|curt|laconic/i, 'terse'],
  [/worr|anxi|afraid|fear|nervous|unsure|insecure|shy/i, 'worried'],
  [/confident|certain|stubborn|argu|skeptic|cocky/i, 'overconfident'],
  [/impatien|hurry|rush|annoy|frustrat|deadline|stress/i, 'impatient'],
  [/method|precise|careful|order|measured|calm|patient|analytic/i, 'methodical'],
];
const LEVEL_SIGNS: readonly (readonly [RegExp, Level])[] = [
  [/newcomer|beginner|novice|junior|student|first year|less than a year|tutorial/i, 'newcomer'],
  [/lead|manager|principal|staff|architect|cto|team and a system/i, 'lead'],
  [/experienced|senior|expert|eight years|veteran|advanced/i, 'experienced'],
  [/working|mid|intermediate|two or three years/i, 'working'],
];
const OCCASION_SIGNS: readonly (readonly [RegExp, Occasion])[] = [
  [/incident|outage|broken for|on call|emergency/i, 'incident'],
  [/review|finished|merge|feedback/i, 'review'],
  [/design|plan|choose|build|greenfield/i, 'design'],
  [/learn|understand|study|curious/i, 'learning'],
  [/debug|bug|wrong|symptom|broken/i, 'debugging'],
];

/** Reads the learner's manner out of an order; what is not said, or not understood, is drawn. */
export const toVoice = (recipe: Recipe, order: WritingOrder, random: Random): Voice => ({
  tone: read(recipe, 'tones', order.tone, TONES, TONE_SIGNS) ?? random.pick(TONES),
  level: read(recipe, 'levels', order.level, LEVELS, LEVEL_SIGNS) ?? random.pick(LEVELS),
  occasion: read(recipe, 'situations', order.occasion, OCCASIONS, OCCASION_SIGNS) ?? random.pick(OCCASIONS),
});

const read = <Name extends string>(
  recipe: Recipe,
  kind: VariationKind,
  said: string,
  names: readonly Name[],
  signs: readonly (readonly [RegExp, Name])[],
): Name | undefined => {
  const wanted = said.trim();
  if (wanted === '') return undefined;
  const choice = recipe.variations[kind].find(({ id, text }) => id === wanted || text === wanted);
  const id = choice?.id ?? wanted;
  return (
    names.find((name) => name === id.toLowerCase()) ??
    signs.find(([sign]) => sign.test(id))?.[1] ??
    signs.find(([sign]) => sign.test(choice?.text ?? ''))?.[1]
  );
};
