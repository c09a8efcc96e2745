import type { Recipe, VariationKind } from '../../recipe/index.ts';

/** What a prompt says of the learner. Ids of the recipe's choices where it has them, else the prompt's words; or empty. */
export interface PromptVariation {
  readonly level: string;
  readonly tone: string;
  readonly occasion: string;
  readonly opening: string;
  readonly length: string;
}

/** Each label with the kind of choice it stands for. */
const LABELS: Readonly<Record<keyof PromptVariation, VariationKind>> = {
  level: 'levels',
  tone: 'tones',
  occasion: 'situations',
  opening: 'openings',
  length: 'lengths',
};

const LINE = /^[ \t]*[-*]?[ \t]*(level|tone|occasion|opening|length):[ \t]*(\S.*)$/gim;

/**
 * Reads the lines `Level: …`, `Tone: …`, `Occasion: …`, `Opening: …` and `Length: …`. The last one of a kind counts:
 * the learner is described after the situation, whose log lines may look the same.
 */
export const findVariation = (recipe: Recipe, text: string): PromptVariation => {
  const found = { level: '', tone: '', occasion: '', opening: '', length: '' };
  for (const [, label = '', words = ''] of text.matchAll(LINE)) {
    const name = label.toLowerCase() as keyof PromptVariation;
    const choices = recipe.variations[LABELS[name]];
    found[name] = choices.find((choice) => choice.text === words.trim())?.id ?? words.trim();
  }
  return found;
};
