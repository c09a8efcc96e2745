import type { z } from 'zod';
import { hashValue, type Trouble } from '../base/index.ts';
import { checkTemplate } from './check-template.ts';
import { crossCheck } from './cross-check.ts';
import { type RecipeFile, type RecipeFolder, readRecipeFolder } from './folder.ts';
import {
  exampleSchema,
  headSchema,
  PROMPT_NAMES,
  type PromptName,
  patternSchema,
  type Recipe,
  topicFileSchema,
  variationsSchema,
} from './schema.ts';
import { toRecipeError } from './to-recipe-error.ts';
import { type ParsedYaml, parseYamlBy } from './yaml-file.ts';

/**
 * Reads a recipe folder and checks all of it.
 *
 * @param fallback - The built-in recipe's folder. Prompt templates that the recipe leaves out come from there, and
 * nothing else does, for all other parts speak of one person's way of working.
 * @throws {IdiolectError} `RECIPE_MISSING` when there is no such folder; `RECIPE_BROKEN` with every problem at once.
 */
export const loadRecipe = async (folder: string, fallback: string): Promise<Recipe> => {
  const source = await readRecipeFolder(folder);
  const troubles: Trouble[] = [...source.troubles];
  const parse = <Schema extends z.ZodType>(
    schema: Schema,
    file: RecipeFile,
  ): ParsedYaml<z.output<Schema>>[] => {
    const result = parseYamlBy(schema, file);
    if (result.ok) return [result.value];
    troubles.push(...result.failure);
    return [];
  };
  const headFile = source.top.get('recipe.yaml');
  const head = headFile ? parse(headSchema, headFile)[0] : undefined;
  const variationFile = source.top.get('variations.yaml');
  const parsedVariations = variationFile ? parse(variationsSchema, variationFile)[0] : undefined;
  const patterns = source.patterns.flatMap((file) => parse(patternSchema, file));
  const topics = source.topics.flatMap((file) => parse(topicFileSchema, file));
  const examples = source.examples.flatMap((file) =>
    parse(exampleSchema, file).map((example) => ({ ...example, id: file.stem })),
  );
  const allPatternsRead = source.complete.has('patterns') && patterns.length === source.patterns.length;
  troubles.push(...crossCheck({ patterns, topics, examples, variations: parsedVariations, allPatternsRead }));
  const prompts = await readPrompts(source, fallback, troubles);

  if (troubles.length > 0 || head === undefined) throw toRecipeError(folder, troubles);
  const content = {
    ...head.value,
    patterns: patterns.map(({ value }) => value),
    topics: topics.flatMap(({ value }) => value.topics.map((topic) => ({ ...topic, area: value.area }))),
    variations: parsedVariations?.value ?? variationsSchema.parse({}),
    examples: examples.map(({ id, value }) => ({ ...value, id })),
    profile: source.top.get('profile.md')?.text.trim() ?? '',
    systemPrompt: source.top.get('system-prompt.md')?.text.trim() ?? '',
    prompts,
  };
  return Object.freeze({ ...content, hash: hashValue(content), folder });
};

/** The recipe's own templates, and the built-in ones for those it leaves out. */
const readPrompts = async (
  source: RecipeFolder,
  fallback: string,
  troubles: Trouble[],
): Promise<Record<PromptName, string>> => {
  const own = new Map(source.prompts.map((file) => [file.stem, file]));
  for (const [stem, { file }] of own) {
    if (!PROMPT_NAMES.includes(stem as PromptName)) {
      troubles.push({
        message: `there is no prompt "${stem}"; known: ${PROMPT_NAMES.join(', ')}.`,
        place: { file },
      });
    }
  }
  const builtIn = PROMPT_NAMES.every((name) => own.has(name))
    ? []
    : (await readRecipeFolder(fallback)).prompts;
  const prompts: Partial<Record<PromptName, string>> = {};
  for (const name of PROMPT_NAMES) {
    const file = own.get(name) ?? builtIn.find(({ stem }) => stem === name);
    if (file === undefined) throw new Error(`Internal: the built-in recipe lacks prompts/${name}.md.`);
    troubles.push(...checkTemplate(name, file));
    prompts[name] = file.text;
  }
  return prompts as Record<PromptName, string>;
};
