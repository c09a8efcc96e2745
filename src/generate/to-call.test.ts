import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { toCallKey } from '../engine/index.ts';
import { type Assignment, makePlan } from '../plan/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { type Manner, makeCallMaker } from './to-call.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const MANNER: Manner = { model: 'gpt-4o', temperature: 0.8, maxTokens: 3_000, mostTokens: 6_000 };
const PROVIDER = { name: 'openai', baseUrl: 'http://127.0.0.1:1/v1' } as const;

const builtIn = await loadRecipe(BUILT_IN, BUILT_IN);

const scratch = await mkdtemp(join(tmpdir(), 'idiolect-call-'));
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** A recipe of three patterns and seven bare titles. */
const loadSmall = async (files: Readonly<Record<string, string>> = {}): Promise<Recipe> => {
  const folder = await mkdtemp(join(scratch, 'recipe-'));
  for (const part of ['patterns', 'topics', 'prompts']) await mkdir(join(folder, part));
  const titles = [
    'sour espresso',
    'flat milk',
    'slow filter',
    'stale beans',
    'weak cold brew',
    'uneven grind',
    'hard water',
  ];
  const own = {
    'recipe.yaml': 'name: barista',
    'patterns/1.yaml': 'name: Taste First\ndefinition: Describe the cup before the method',
    'patterns/2.yaml': 'name: One Change\ndefinition: Change one thing at a time',
    'patterns/3.yaml': 'name: Numbers\ndefinition: Grams, seconds and degrees',
    'topics/all.yaml': `topics: [${titles.join(', ')}]`,
    ...files,
  };
  for (const [path, text] of Object.entries(own)) await writeFile(join(folder, path), text);
  return loadRecipe(folder, BUILT_IN);
};

const plan = (recipe: Recipe, count: number, seed = 42): readonly Assignment[] =>
  makePlan(recipe, { count, seed, design: 'cycle' }).assignments;

const toPrompt = (recipe: Recipe, assignment: Assignment): string =>
  makeCallMaker(recipe, MANNER)(assignment).request.messages[0]?.content ?? '';

/** Marks that were in the recipe's own texts, such as `${{ … }}` of a workflow file, are no template's. */
const listStrayMarks = (prompt: string, values: readonly string[]): string[] => {
  const known = new Set(values.flatMap((value) => value.match(/\{\{.*?\}\}|\{%.*?%\}/g) ?? []));
  return (prompt.match(/\{\{.*?\}\}|\{%.*?%\}|\{\{|%\}|\[object /g) ?? []).filter((mark) => !known.has(mark));
};

const listTexts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
};

describe('the prompts of the built-in recipe', () => {
  const assignments = plan(builtIn, 200);
  const makeCall = makeCallMaker(builtIn, MANNER);
  const prompts = assignments.map((assignment) => ({
    assignment,
    prompt: makeCall(assignment).request.messages[0]?.content ?? '',
  }));

  test('the heading that the guide tells to search for stands once in each', () => {
    for (const { prompt } of prompts) expect(prompt.match(/^# Patterns to Apply$/gm)).toHaveLength(1);
  });

  test('exactly the assigned cards are shown, in the planned order', () => {
    for (const { assignment, prompt } of prompts) {
      const cards = prompt.slice(0, prompt.indexOf('# The conversation')).match(/^### .+$/gm);
      expect(cards).toEqual(assignment.cardOrder.map((name) => `### ${name}`));
      for (const { name, definition } of builtIn.patterns) {
        expect(prompt.includes(definition), name).toBe(assignment.patterns.includes(name));
      }
    }
  });

  test('a tension is told only where both of its patterns are assigned', () => {
    for (const { assignment, prompt } of prompts) {
      const told = [...prompt.matchAll(/^- Beside (.+?): /gm)].map(([, name]) => name);
      for (const name of told) expect(assignment.patterns).toContain(name);
    }
  });

  test('topic, learner and length are those of the assignment', () => {
    for (const { assignment, prompt } of prompts) {
      const topic = builtIn.topics.find(({ title }) => title === assignment.topic);
      expect(prompt).toContain(`Topic: ${assignment.topic}\n`);
      expect(prompt).toContain(topic?.situation?.trim());
      const told = (topic?.mistakes ?? []).filter((each) => prompt.includes(each));
      expect(told).toEqual([topic?.mistakes[assignment.mistake - 1]]);
      expect(prompt).toContain(
        `Exactly ${assignment.exchanges} exchanges: ${assignment.exchanges * 2} messages`,
      );
      for (const [kind, id] of Object.entries(assignment.variation)) {
        const choice = builtIn.variations[kind as keyof Recipe['variations']].find((own) => own.id === id);
        expect(prompt).toContain(choice?.text);
      }
    }
  });

  test('the reference conversations are the chosen ones, whole, and never on the same topic', () => {
    for (const { assignment, prompt } of prompts) {
      expect(prompt.match(/<reference>/g) ?? []).toHaveLength(assignment.examples.length);
      for (const example of builtIn.examples) {
        const isShown = prompt.includes(example.conversation[0]?.content ?? '');
        expect(isShown, example.id).toBe(assignment.examples.includes(example.id));
        if (isShown) expect(prompt).toContain(example.conversation.at(-1)?.content);
      }
    }
  });

  test('no template mark is left', () => {
    const values = listTexts([builtIn.patterns, builtIn.topics, builtIn.examples]);
    for (const { prompt } of prompts) {
      expect(listStrayMarks(prompt, values)).toEqual([]);
    }
  });

  test('the notes of a topic are not given away', () => {
    for (const { assignment, prompt } of prompts) {
      const notes = builtIn.topics.find(({ title }) => title === assignment.topic)?.notes;
      for (const sentence of notes?.mechanism ?? []) expect(prompt.includes(sentence), sentence).toBe(false);
    }
  });

  test('the system prompt is one for all and carries the profile', () => {
    const systems = new Set(assignments.map((assignment) => makeCall(assignment).request.system));
    expect(systems.size).toBe(1);
    const [system = ''] = systems;
    expect(system).toContain(builtIn.profile);
    expect(listStrayMarks(system, [])).toEqual([]);
  });

  test('no two prompts of a plan are the same', () => {
    expect(new Set(prompts.map(({ prompt }) => prompt)).size).toBe(prompts.length);
  });
});

describe('a recipe of three patterns and seven bare titles', () => {
  test('gives sound prompts for many assignments, with nothing but what it holds', async () => {
    const recipe = await loadSmall();
    for (const assignment of plan(recipe, 30)) {
      const prompt = toPrompt(recipe, assignment);
      expect(prompt.match(/^### .+$/gm)).toEqual(assignment.cardOrder.map((name) => `### ${name}`));
      expect(prompt).toContain(`Topic: ${assignment.topic}`);
      expect(prompt).not.toMatch(/Stack:|situation|Reference conversations|- Level|- Tone|\{\{|\{%|\n\n\n/);
    }
  });

  test('asks by its own template, where it has one', async () => {
    const recipe = await loadSmall({
      'prompts/generate.md': '{{ topic.title }}/{{ patterns | map: "name" | sort | join: "+" }}',
    });
    const [assignment] = plan(recipe, 1);
    expect(toPrompt(recipe, assignment!)).toBe(
      `${assignment?.topic}/${assignment?.patterns.toSorted().join('+')}`,
    );
  });
});

describe('the key of a call', () => {
  const [first, second] = plan(builtIn, 2);
  const toKey = (recipe: Recipe, manner: Manner, assignment: Assignment = first!) =>
    toCallKey(PROVIDER, makeCallMaker(recipe, manner)(assignment));

  test('is the same for the same inputs, from another reading of the recipe and another plan', async () => {
    const again = await loadRecipe(BUILT_IN, BUILT_IN);
    expect(toKey(again, { ...MANNER }, plan(again, 50)[0])).toBe(toKey(builtIn, MANNER));
    const { model, ...rest } = MANNER;
    expect(toKey(builtIn, { ...rest, model })).toBe(toKey(builtIn, MANNER));
  });

  test('does not hang on the room that a repeated answer may get', () => {
    expect(toKey(builtIn, { ...MANNER, mostTokens: 9_999 })).toBe(toKey(builtIn, MANNER));
  });

  test('is another one each time a topic comes again, also where the recipe has nothing to vary', async () => {
    const recipe = await loadSmall({});
    const assignments = plan(recipe, 200);
    expect(new Set(assignments.map((each) => toKey(recipe, MANNER, each))).size).toBe(200);
    const prompts = assignments.map((each) => toPrompt(recipe, each));
    expect(new Set(prompts).size).toBe(200);
  });

  test('is another one for each topic, even where the template names none', async () => {
    const recipe = await loadSmall({ 'prompts/generate.md': 'Write {{ exchanges }} exchanges.' });
    const keys = plan(recipe, 50).map((each) => toKey(recipe, MANNER, each));
    expect(new Set(keys).size).toBe(50);
  });

  test('changes with whatever changes the question', () => {
    const keys = [
      toKey(builtIn, MANNER),
      toKey(builtIn, MANNER, second),
      toKey(builtIn, { ...MANNER, model: 'gpt-4.1' }),
      toKey(builtIn, { ...MANNER, temperature: 0.7 }),
      toKey(builtIn, { ...MANNER, maxTokens: 3_001 }),
      toKey({ ...builtIn, profile: 'Calm.' }, MANNER),
      toKey(builtIn, MANNER, { ...first!, exchanges: first!.exchanges + 1 }),
      toKey(builtIn, MANNER, { ...first!, cardOrder: first!.cardOrder.toReversed() }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
