import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Assignment, makePlan } from '../plan/index.ts';
import type { Problem, ProblemKind } from '../providers/index.ts';
import { loadRecipe, type Recipe } from '../recipe/index.ts';
import { type Manner, makeCallMaker } from './to-call.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const MANNER: Manner = { model: 'gpt-4o', temperature: 0.8, maxTokens: 3_000, mostTokens: 6_000 };

const builtIn = await loadRecipe(BUILT_IN, BUILT_IN);

const plan = (recipe: Recipe, count: number): readonly Assignment[] =>
  makePlan(recipe, { count, seed: 42, design: 'cycle' }).assignments;

describe('after an answer that could not be used', () => {
  const [assignment] = plan(builtIn, 1);
  const call = makeCallMaker(builtIn, MANNER)(assignment!);
  const prompt = call.request.messages[0]?.content ?? '';
  const problem = (kind: ProblemKind, message: string): Problem => ({ kind, message });

  test('the fault is explained below the same prompt', () => {
    const revised = call.revise(
      call.request,
      problem('wrong-shape', 'It has 2 exchanges, 4 were asked for.'),
    );
    const [message, ...others] = revised.messages;
    expect(others).toEqual([]);
    expect(message?.role).toBe('user');
    expect(message?.content.startsWith(`${prompt}\n\n`)).toBe(true);
    const added = message?.content.slice(prompt.length) ?? '';
    expect(added).toContain('could not be used: it has 2 exchanges, 4 were asked for. Write');
    expect(added).toContain(`exactly ${assignment?.exchanges} exchanges`);
    expect({ ...revised, messages: [] }).toEqual({ ...call.request, messages: [] });
  });

  test('corrections do not pile up: only the last fault is explained', () => {
    let request = call.request;
    for (let attempt = 1; attempt <= 5; attempt++)
      request = call.revise(request, problem('not-json', `Fault ${attempt}.`));
    expect(request).toEqual(call.revise(call.request, problem('not-json', 'Fault 5.')));
    expect(request.messages[0]?.content).not.toContain('Fault 4');
  });

  test('a cut-off answer gets more room and no correction, up to the most there is', () => {
    const rooms: number[] = [];
    let request = call.request;
    for (let attempt = 0; attempt < 2; attempt++) {
      request = call.revise(request, problem('cut-off', 'Cut.'));
      rooms.push(request.maxTokens);
    }
    expect(rooms).toEqual([4_800, 6_000]);
    expect(request.messages).toEqual(call.request.messages);
  });

  test('where there is no more room to give, shorter turns are asked for', () => {
    const most = { ...call.request, maxTokens: MANNER.mostTokens };
    const revised = call.revise(most, problem('cut-off', 'Cut.'));
    expect(revised.maxTokens).toBe(MANNER.mostTokens);
    expect(revised.messages[0]?.content).toContain('its turns must be shorter');
  });

  test('what thoughts took of the room is given on top', () => {
    const usage = { inputTokens: 1, cachedInputTokens: 0, cacheWriteTokens: 0 };
    // Sent with 3,000 and 512 for thoughts, which took 2,512: 1,000 were left, 2,000 were lacking.
    const thought = { ...usage, outputTokens: 3_512, thinkingTokens: 2_512 };
    const roomy = makeCallMaker(builtIn, { ...MANNER, mostTokens: 60_000 })(assignment!);
    expect(roomy.revise(roomy.request, { ...problem('cut-off', 'Cut.'), usage: thought }).maxTokens).toBe(
      6_800,
    );
    // Thoughts that kept to their room took nothing.
    const plain = { ...usage, outputTokens: 3_512, thinkingTokens: 512 };
    expect(roomy.revise(roomy.request, { ...problem('cut-off', 'Cut.'), usage: plain }).maxTokens).toBe(
      4_800,
    );
  });

  test.each<[ProblemKind, string, string]>([
    [
      'wrong-shape',
      'The reply is not what was asked for: learning_notes is missing.',
      'the reply is not what was asked for: learning_notes is missing',
    ],
    [
      'not-json',
      'The reply could not be read: its JSON is broken.',
      'the reply could not be read: its JSON is broken',
    ],
    [
      'recitation',
      'The reply ended with RECITATION.',
      'it repeated a known text word for word and was held back',
    ],
    ['blocked', 'The reply ended with SAFETY.', 'a content filter held it back'],
    ['refused', 'The model refused.', 'it was declined'],
    ['empty', 'The reply holds no text.', 'it was empty'],
  ])('after %s the prompt says what was wrong in a sentence that reads on', (kind, message, clause) => {
    const revised = call.revise(call.request, problem(kind, message));
    expect(revised.messages[0]?.content).toContain(
      `could not be used: ${clause}. Write the whole conversation anew`,
    );
  });

  test('room that was given stays given when another fault follows, and a correction stays when room is given', () => {
    const roomy = call.revise(call.request, problem('cut-off', 'Cut.'));
    const corrected = call.revise(roomy, problem('empty', 'The reply was empty.'));
    expect(corrected.maxTokens).toBe(4_800);
    const both = call.revise(corrected, problem('cut-off', 'Cut.'));
    expect(both).toEqual({ ...corrected, maxTokens: 6_000 });
  });

  test('the first request is left as it was', () => {
    const before = structuredClone(call.request);
    call.revise(call.request, problem('cut-off', 'Cut.'));
    call.revise(call.request, problem('refused', 'No.'));
    expect(call.request).toEqual(before);
  });

  test('a prompt that speaks of corrections itself is kept whole', () => {
    const text = '{{ topic.title }}\n\n# Correction\n\nThe mentor corrects. {{ exchanges }}';
    const recipe = { ...builtIn, prompts: { ...builtIn.prompts, generate: text } };
    const own = makeCallMaker(recipe, MANNER)(plan(recipe, 1)[0]!);
    const revised = own.revise(
      own.revise(own.request, problem('empty', 'Empty.')),
      problem('empty', 'Empty.'),
    );
    expect(revised.messages[0]?.content.startsWith(own.request.messages[0]?.content ?? '-')).toBe(true);
    expect(revised.messages[0]?.content.match(/could not be used/g)).toHaveLength(1);
  });

  test('a plan that names what the recipe lacks is a fault of ours', () => {
    const makeCall = makeCallMaker(builtIn, MANNER);
    for (const lost of [{ topic: 'no such' }, { cardOrder: ['no such'] }, { examples: ['no such'] }]) {
      expect(() => makeCall({ ...assignment!, ...lost })).toThrow(/^Internal: .*no such/);
    }
  });
});
