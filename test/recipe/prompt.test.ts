import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeCallMaker } from '../../src/generate/index.ts';
import { type Design, makePlan } from '../../src/plan/index.ts';
import { loadRecipe } from '../../src/recipe/index.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const recipe = await loadRecipe(FOLDER, FOLDER);
const makeCall = makeCallMaker(recipe, {
  model: 'gpt-4o',
  temperature: 0.8,
  maxTokens: 3_000,
  mostTokens: 16_384,
});

/** Everything that is sent for one assignment of the built-in recipe, seed 42. */
const showRequest = (number: number, design: Design): string => {
  const { assignments } = makePlan(recipe, { count: number, seed: 42, design });
  const { request } = makeCall(assignments[number - 1]!);
  const { system, messages, schema, ...settings } = request;
  return [
    `<!-- Assignment ${number} of the design ${design}. ${JSON.stringify(settings)} -->`,
    `<!-- system -->\n\n${system}`,
    ...messages.map(({ role, content }) => `<!-- ${role} -->\n\n${content}`),
    `<!-- schema of the answer -->\n\n\`\`\`json\n${JSON.stringify(schema, null, 2)}\n\`\`\`\n`,
  ].join('\n\n');
};

describe('what is sent to a model, word for word', () => {
  test.each<[string, number, Design]>([
    ['two patterns', 1, 'cycle'],
    ['three patterns', 2, 'balanced'],
    ['a topic that comes the second time', 101, 'cycle'],
  ])('%s', async (what, number, design) => {
    const file = join(import.meta.dirname, 'prompts', `${what.replaceAll(' ', '-')}.md`);
    await expect(showRequest(number, design)).toMatchFileSnapshot(file);
  });
});
