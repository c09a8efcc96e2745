import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ledger, openLedger } from '../engine/index.ts';
import { loadRecipe } from '../recipe/index.ts';
import { BUILT_IN_RECIPE } from './paths.ts';
import { prepareRun } from './prepare-run.ts';
import { openAcceptance } from './refill/open-acceptance.ts';
import { runProvider } from './run-provider.ts';
import { makeFakeTarget, makeShared } from './testing/fake-provider.ts';
import { openSmallProject, type SmallProject } from './testing/small-project.ts';

let project: SmallProject;
let ledger: Ledger;
beforeEach(async () => {
  project = await openSmallProject();
  ledger = openLedger(':memory:');
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

/** Words that occur nowhere else, as many as a check wants of an answer. */
const makeAnswer = (salt: string): string =>
  `${Array.from({ length: 60 }, (_, index) => `w${salt}x${index}`).join(' ')}.`;

/** Gives each request the conversation that `toSalt` names; the same salt gives the same text. */
const makeTarget = (toSalt: (send: number) => string) => {
  const target = makeFakeTarget();
  let sends = 0;
  const { provider } = target;
  return {
    ...target,
    provider: {
      ...provider,
      send: async (...sent: Parameters<typeof provider.send>) => {
        await provider.send(...sent);
        const salt = toSalt(++sends);
        const conversation = [
          { role: 'user', content: `How does ${salt} boil ${salt}s, and why so?` },
          { role: 'assistant', content: makeAnswer(`${salt}a`) },
          { role: 'user', content: `And what of ${salt} then, for how long?` },
          { role: 'assistant', content: makeAnswer(`${salt}b`) },
        ];
        const body = JSON.stringify({ conversation, learning_notes: 'Taste first.' });
        return { kind: 'answered', raw: { status: 200, body }, limits: {} } as const;
      },
    },
  };
};

const run = async (
  count: number,
  target: ReturnType<typeof makeTarget>,
  options: { fresh?: boolean } = {},
) => {
  const shared = await makeShared(project.folder, count);
  const settings = { ...shared.settings, untilAccepted: true };
  const all = { ...shared, ledger, settings, options };
  const summary = await runProvider(prepareRun(target, join(project.folder, 'x.jsonl'), all), all);
  return { summary, sends: target.sends.length, events: shared.events };
};
const checksOf = ({ rejected = [] }: Awaited<ReturnType<typeof run>>['summary']) =>
  new Set(rejected.map(({ check }) => check));

describe('a run until enough are accepted', () => {
  test('asks once when all are, and a second time not at all', async () => {
    const target = makeTarget((send) => `k${send}`);
    const first = await run(4, target);
    expect(first.summary.rejected).toEqual([]);
    expect(first.summary).toMatchObject({
      planned: 4,
      written: 4,
      refill: { rounds: 1, isFruitless: false },
    });
    const text = await project.read('x.jsonl');
    const second = await run(4, target);
    expect(second).toMatchObject({ sends: 4, summary: { written: 4, fromLedger: 4 } });
    expect(await project.read('x.jsonl')).toBe(text);
  });

  test('takes one of each that are alike, and asks for others', async () => {
    const { summary, sends, events } = await run(
      4,
      makeTarget((send) => (send <= 3 ? 'same' : `k${send}`)),
    );
    expect(checksOf(summary)).toEqual(new Set(['duplicate-exact']));
    expect(summary).toMatchObject({ planned: 6, written: 4, rejected: [{ number: 2 }, { number: 3 }] });
    expect(sends).toBe(6);
    expect(events.filter(({ kind }) => kind === 'refill-round')).toEqual([
      {
        ...{ kind: 'refill-round', run: 1, provider: 'openai', round: 2, asked: 2 },
        ...{ wanted: 4, accepted: 2, rejected: 2, failed: 0 },
      },
    ]);
  });

  test('keeps what was accepted before, and rejects what comes later and is like it', async () => {
    const salts = ['a', 'a', 'b', 'b', 'k5'];
    const { summary } = await run(
      3,
      makeTarget((send) => salts[send - 1] ?? `k${send}`),
    );
    expect(summary.rejected?.[0]).toMatchObject({ number: 2 });
    const lines = (await project.read('x.jsonl')).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('How does a boil');
    expect(lines[1]).toContain('How does b boil');
    expect(lines[2]).toContain('How does k5 boil');
  });

  test('ends when even three times as many would not give enough, and asks no more the next time', async () => {
    const target = makeTarget(() => 'same');
    const { summary, sends } = await run(4, target);
    expect(summary).toMatchObject({
      ...{ written: 1, failed: [], unfinished: 0, stopReason: undefined },
      refill: { wanted: 4, isFruitless: true },
    });
    expect(sends).toBeLessThanOrEqual(12);
    expect(summary).toMatchObject({ planned: sends, rejected: { length: sends - 1 } });
    expect((await run(4, target)).sends).toBe(sends);
  });

  test('with fresh asks for everything anew, round by round', async () => {
    const target = makeTarget((send) => (send % 4 === 1 ? 'same' : `k${send}`));
    const first = await run(5, target);
    const second = await run(5, target, { fresh: true });
    expect(second.summary).toMatchObject({ written: 5, fromLedger: 0 });
    expect(second.sends).toBeGreaterThanOrEqual(2 * 5);
    expect(first.summary.written).toBe(5);
  });
});

test('a fault at the very beginning of a run is told in its end', async () => {
  const shared = await makeShared(project.folder, 4, {
    setAside: (keys) => ([...keys].length > 0 ? Promise.reject(new Error('no room')) : Promise.resolve()),
  });
  const all = { ...shared, options: { fresh: true } };
  const file = join(project.folder, 'x.jsonl');
  const summary = await runProvider(prepareRun(makeFakeTarget(), file, all), all);
  expect(summary).toMatchObject({ written: 0, unfinished: 4, stopReason: { kind: 'fault' } });
  expect(shared.events.at(-1)).toMatchObject({ kind: 'run-finished' });
});

test('the acceptance rejects what fails a check, and what repeats what the model was shown', async () => {
  const recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
  const acceptance = await openAcceptance(recipe, 'openai');
  const [example] = recipe.examples;
  if (example === undefined) throw new Error('The built-in recipe has an example.');
  const exchanges = example.conversation.length / 2;
  const assignment = {
    ...{ number: 1, topic: example.topic, patterns: [], cardOrder: [], exchanges },
    ...{ variation: {}, mistake: 0, examples: [] },
  };
  const conversation = {
    ...{ topic: example.topic, patterns_applied: [], learning_notes: 'Notes.' },
    conversation: example.conversation,
  };
  const one = { assignment, conversation };
  expect(await acceptance.check(one)).toBeUndefined();
  const short = {
    ...one,
    conversation: { ...conversation, conversation: conversation.conversation.slice(0, 2) },
  };
  expect(await acceptance.check(short)).toMatchObject({ message: expect.stringMatching(/\.$/) });
  const list = (...numbers: number[]) => ({
    numbers,
    *[Symbol.iterator]() {
      for (const number of numbers) yield { ...one, assignment: { ...assignment, number } };
    },
  });
  const alike = await acceptance.compare(list(), list(1));
  expect(alike.get(1)).toMatchObject({ check: 'example-leak' });
});
