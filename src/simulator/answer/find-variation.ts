import type { Recipe, VariationKind } from '../../recipe/index.ts';

/** What a prompt says of the learner. Ids of the recipe's choices where it has them, else the prompt's words; or empty. */
export interface PromptVariation {
  readonly level: string;
  readonly tone: string;
  readonly occasion: string;
  readonly opening: string;
  readonly length: string;
}

/** Reads the lines `Level: …`, `Tone: …`, `Occasion: …`, `Opening: …` and `Length: …`. */
export const findVariation = (recipe: Recipe, text: string): PromptVariation => {
  const read = (label: string, kind: VariationKind): string => {
    const words = findLast(text, new RegExp(`^[ \\t]*[-*]?[ \\t]*${label}:[ \\t]*(\\S.*)$`, 'gim'));
    return recipe.variations[kind].find((choice) => choice.text === words)?.id ?? words;
  };
  return {
    level: read('level', 'levels'),
    tone: read('tone', 'tones'),
    occasion: read('occasion', 'situations'),
    opening: read('opening', 'openings'),
    length: read('length', 'lengths'),
  };
};

/** The learner is described after the situation, whose log lines may look the same. */
const findLast = (text: string, line: RegExp): string => [...text.matchAll(line)].at(-1)?.[1]?.trim() ?? '';
