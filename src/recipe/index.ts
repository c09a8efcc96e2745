export { loadGold } from './gold/load.ts';
export type { GoldItem, GoldKind } from './gold/schema.ts';
export { type GoldSplit, splitGold } from './gold/split.ts';
export { loadRecipe } from './load.ts';
export {
  type Example,
  type Pattern,
  PROMPT_NAMES,
  type PromptName,
  type Recipe,
  type Topic,
  type TopicNotes,
  type VariationKind,
  type Variations,
} from './schema.ts';
export { type GenerateContext, type PromptCard, renderPrompt } from './template.ts';
