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
