import { z } from 'zod';

const text = z.string().trim().min(1, 'must not be empty');
const texts = z.array(text).default([]);

/** A question that a judge answers with yes or no by pointing at a quote. */
const question = z.strictObject({ id: text, ask: text, required: z.boolean().default(true) });

/** One behaviour pattern. Name and definition are enough; each further key makes prompt and judge more exact. */
export const patternSchema = z.strictObject({
  name: text,
  definition: text,
  intent: text.optional(),
  applies: texts,
  wrong_when: texts,
  do: texts,
  dont: texts,
  looks_like: text.optional(),
  counter_example: z.strictObject({ text, why: text }).optional(),
  where: text.optional(),
  checklist: z.array(question).default([]),
  disqualifiers: z.array(question.omit({ required: true })).default([]),
  marks: texts,
  tensions: z.array(z.strictObject({ with: text, reconcile: text })).default([]),
});

/** What an author of a conversation can draw on; all of it specific to the topic. */
export const topicNotesSchema = z.strictObject({
  mechanism: texts,
  options: z.array(z.strictObject({ name: text, good_when: text, cost: text })).default([]),
  failures: z.array(z.strictObject({ what: text, seen_as: text, remedy: text })).default([]),
  terms: z.array(z.strictObject({ loose: text, exact: text, why: text })).default([]),
  present: texts,
  partial: texts,
  missing: texts,
  steps: z.array(z.strictObject({ do: text, effort: text, gain: text })).default([]),
  dimensions: z
    .array(z.strictObject({ name: text, score: z.number().min(0).max(10), why: text }))
    .default([]),
  hints: texts,
  contexts: z.array(z.strictObject({ when: text, then: text })).default([]),
  leaps: z.array(z.strictObject({ claim: text, flaw: text })).default([]),
  code: z.strictObject({ language: text, text: z.string().min(1) }).optional(),
  asks: texts,
});

/** One coding topic. A title is enough. */
export const topicSchema = z.strictObject({
  title: text,
  brief: text.optional(),
  stack: text.optional(),
  situation: text.optional(),
  mistakes: texts,
  notes: topicNotesSchema.optional(),
});

/** A file of topics: an area and its topics; a topic may be a bare title. */
export const topicFileSchema = z.strictObject({
  area: text.default('general'),
  topics: z.array(z.union([text.transform((title) => topicSchema.parse({ title })), topicSchema])).min(1),
});

/** A reference conversation: shown to the model as an example of manner, never copied. */
export const exampleSchema = z.strictObject({
  topic: text,
  patterns: z.array(text).min(1),
  shows: z
    .array(z.strictObject({ pattern: text, answers: z.array(z.int().min(1)).min(1), evidence: text }))
    .default([]),
  situation: text.optional(),
  conversation: z.array(z.strictObject({ role: z.enum(['user', 'assistant']), content: text })).min(2),
  learning_notes: text.optional(),
});

const choice = z.strictObject({ id: text, text });
const choices = z.array(choice).default([]);

/** The kinds of variation, each a list of choices that the plan assigns evenly. */
export const variationsSchema = z.strictObject({
  levels: choices,
  situations: choices,
  tones: choices,
  lengths: choices,
  openings: choices,
});

/** The head of a recipe. */
export const headSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  version: z.int().min(1).default(1),
  summary: text.default(''),
  /** Lengths of a conversation in exchanges; the plan assigns them evenly. */
  exchanges: z.array(z.int().min(1).max(12)).min(1).default([3, 4, 5]),
});

export type Pattern = z.infer<typeof patternSchema>;
export type Topic = z.infer<typeof topicSchema> & { readonly area: string };
export type TopicNotes = z.infer<typeof topicNotesSchema>;
export type Example = z.infer<typeof exampleSchema> & {
  /** The file's name without its ending; unique in a recipe. */
  readonly id: string;
};
export type Variations = z.infer<typeof variationsSchema>;
export type VariationKind = keyof Variations;

/** What the user gives: everything that decides how a conversation is asked for. Only `loadRecipe` makes one. */
export interface Recipe {
  readonly name: string;
  readonly version: number;
  readonly summary: string;
  readonly exchanges: readonly number[];
  readonly patterns: readonly Pattern[];
  readonly topics: readonly Topic[];
  readonly variations: Variations;
  readonly examples: readonly Example[];
  /** The preference profile, Markdown. */
  readonly profile: string;
  /** The system prompt that is exported with the data. */
  readonly systemPrompt: string;
  /** Liquid templates by name; see `docs/recipe.md`. */
  readonly prompts: Readonly<Record<PromptName, string>>;
  /** SHA-256 over all of the above: equal hashes, equal prompts. */
  readonly hash: string;
  /** The folder it was read from. */
  readonly folder: string;
}

/** The templates of a recipe, one idea each. */
export const PROMPT_NAMES = ['system', 'generate', 'repair'] as const;
export type PromptName = (typeof PROMPT_NAMES)[number];
