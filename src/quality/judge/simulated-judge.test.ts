import { afterEach, expect, test } from 'vitest';
import { PROMPT_VERSION } from '../../gate/index.ts';
import {
  makeProfile,
  type Profile,
  plantGold,
  type Simulator,
  startSimulator,
} from '../../simulator/index.ts';
import { plantSet } from '../../simulator/testing/plant-set.ts';
import { loadBuiltIn } from '../../simulator/writer/testing/write-set.ts';
import type { Subject } from '../subject.ts';
import { askAll } from './ask-judges.contract.ts';
import { makeDetectCall } from './detect-call.ts';
import { makeJudgeCall } from './judge-call.ts';
import type { Judgement } from './judgement.ts';
import { toCannotTell, toJudgement } from './to-judgement.ts';
import { measureJudge } from './validation/measure-judge.ts';
import { planAblations } from './validation/plan-ablations.ts';
import { planValidation } from './validation/plan-validation.ts';

const recipe = await loadBuiltIn();
const MODELS = { openai: 'gpt-4o', gemini: 'gemini-2.5-pro', anthropic: 'claude-haiku-4-5' } as const;
type Name = keyof typeof MODELS;

let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.stop();
  simulator = undefined;
});
const start = async (settings: Partial<Profile> = {}): Promise<Simulator> => {
  simulator = await startSimulator({ recipe, profile: makeProfile('calm', { latencyMs: 0, ...settings }) });
  return simulator;
};

interface Wanted {
  readonly subject: Subject;
  readonly pattern: (typeof recipe.patterns)[number];
}

const judge = async (wanted: readonly Wanted[], name: Name = 'gemini'): Promise<Judgement[]> => {
  if (simulator === undefined) throw new Error('No simulator.');
  const calls = wanted.map(({ subject, pattern }) =>
    makeJudgeCall(subject, pattern, { model: MODELS[name] }),
  );
  const outcomes = await askAll(calls, simulator, name);
  return wanted.map(({ subject, pattern }, index) => {
    const outcome = outcomes.get(calls[index]?.id ?? '');
    const about = {
      subject: subject.id,
      pattern: pattern.name,
      judge: { provider: name, model: MODELS[name], promptVersion: PROMPT_VERSION },
      costUsd: undefined,
    };
    return outcome?.kind === 'accepted' ? toJudgement(outcome.value, about) : toCannotTell(about);
  });
};

/** A set with known truth as subjects, and each claim of it. */
const plant = (count: number, shareLeftOut: number) => {
  const planted = plantSet(recipe, 'openai', 11, shareLeftOut).slice(0, count);
  return planted.flatMap(({ topic, declared, shown, messages }, index) => {
    const conversation = { topic, patterns_applied: declared, conversation: messages, learning_notes: '' };
    const subject = {
      id: `openai/${index + 1}`,
      provider: 'openai',
      file: 'f',
      line: index + 1,
      conversation,
    };
    return recipe.patterns
      .filter(({ name }) => declared.includes(name))
      .map((pattern) => ({ subject, pattern, isShown: shown.includes(pattern.name) }));
  });
};

test.each(['openai', 'gemini', 'anthropic'] as const)(
  'a judge without error tells the truth about every claim on the wire %s, with verbatim quotes',
  async (name) => {
    await start();
    const claims = plant(12, 0.4);
    const judgements = await judge(claims, name);
    expect(judgements.map(({ verdict }) => verdict === 'demonstrated')).toEqual(
      claims.map(({ isShown }) => isShown),
    );
    expect(judgements.every(({ evidence }) => evidence.every(({ place }) => place !== undefined))).toBe(true);
    expect(claims.filter(({ isShown }) => !isShown).length).toBeGreaterThan(5);
  },
);

test('a judge that errs does so as often as it was set to', async () => {
  await start({ judgeSensitivity: 0.8, judgeSpecificity: 0.7 });
  const claims = plant(100, 0.5);
  const judgements = await judge(claims);
  const rate = (isShown: boolean): number => {
    const asked = judgements.filter((_, index) => claims[index]?.isShown === isShown);
    return asked.filter(({ verdict }) => verdict === 'demonstrated').length / asked.length;
  };
  // Some 125 each: three standard errors are 0.11 and 0.13.
  expect(rate(true)).toBeGreaterThan(0.69);
  expect(rate(true)).toBeLessThan(0.91);
  expect(rate(false)).toBeGreaterThan(0.17);
  expect(rate(false)).toBeLessThan(0.43);
});

test('the same set is judged the same again, and errors differ from seed to seed only', async () => {
  await start({ judgeSensitivity: 0.6, judgeSpecificity: 0.6 });
  const claims = plant(20, 0.5);
  expect(await judge(claims)).toEqual(await judge(claims));
});

test('a judge that invents its quotes is asked once more, and then it cannot tell', async () => {
  await start({ faults: [{ kind: 'invented-quote', probability: 1 }] });
  const claims = plant(4, 0);
  const judgements = await judge(claims);
  expect(new Set(judgements.map(({ verdict }) => verdict))).toEqual(new Set(['cannot-tell']));
  expect(simulator?.stats().requests).toBe(claims.length * 2);
});

test('an invented quote costs one request more when the second look is honest', async () => {
  await start({ faults: [{ kind: 'invented-quote', from: 1, to: 1 }] });
  const [claim] = plant(1, 0);
  const [judgement] = await judge(claim === undefined ? [] : [claim]);
  expect(judgement?.verdict).toBe('demonstrated');
  expect(simulator?.stats().requests).toBe(2);
});

test('two conversations with the same text are both judged, and paid for once', async () => {
  await start();
  const [claim] = plant(1, 0);
  if (claim === undefined) throw new Error('None planted.');
  const twin = { ...claim, subject: { ...claim.subject, id: 'openai/twin' } };
  const judgements = await judge([claim, twin]);
  expect(judgements.map(({ verdict }) => verdict)).toEqual(['demonstrated', 'demonstrated']);
  expect(simulator?.stats().requests).toBe(1);
});

test('a judge that is told of no pattern finds those that are there', async () => {
  await start();
  const subjects = [...new Map(plant(15, 0.4).map((claim) => [claim.subject.id, claim])).values()];
  const calls = subjects.map(({ subject }) =>
    makeDetectCall(subject, recipe, { model: MODELS.gemini, seed: 3 }),
  );
  const outcomes = await askAll(calls, await start(), 'gemini');
  const truth = new Map(
    plantSet(recipe, 'openai', 11, 0.4).map((one, index) => [`openai/${index + 1}`, one]),
  );
  let extra = 0;
  for (const { subject } of subjects) {
    const outcome = outcomes.get(`${subject.id} detect`);
    if (outcome?.kind !== 'accepted') throw new Error('Not accepted.');
    const shown = truth.get(subject.id)?.shown ?? [];
    expect(outcome.value.patterns).toEqual(expect.arrayContaining([...shown]));
    extra += outcome.value.patterns.length - shown.length;
  }
  // What the writer says in passing is at times taken for more.
  expect(extra).toBeLessThanOrEqual(2);
});

const validate = async (settings: Partial<Profile>) => {
  await start(settings);
  const plan = planValidation(plantGold(recipe, 5), recipe);
  const byName = new Map(recipe.patterns.map((pattern) => [pattern.name, pattern]));
  const wanted = plan.items.flatMap(({ item, subject }) => {
    const pattern = byName.get(item.pattern);
    return pattern === undefined ? [] : [{ subject, pattern }];
  });
  const judgements = await judge(wanted);
  const subjects = wanted.map(({ subject }) => subject);
  const { withoutEvidence, withoutMarks } = planAblations(subjects, judgements, recipe.patterns);
  return measureJudge({
    judge: { provider: 'gemini', model: MODELS.gemini, promptVersion: PROMPT_VERSION },
    recipe: recipe.name,
    plan,
    judgements,
    withoutEvidence: await judge(withoutEvidence),
    withoutMarks: await judge(withoutMarks),
    seed: 1,
  });
};

test('a judge without error is admitted', async () => {
  const validation = await validate({});
  expect(validation).toMatchObject({
    positives: 40,
    negatives: 60,
    truePositives: 40,
    cannotTell: 0,
    quoteVerification: 1,
    isAdmitted: true,
    shortfalls: [],
  });
  expect(validation.evidenceAblation.flipped).toBeGreaterThanOrEqual(0.9 * validation.evidenceAblation.tried);
  expect(validation.markerAblation.tried).toBeGreaterThan(0);
  expect(validation.markerAblation.flipped).toBe(0);
});

test('a judge that passes too much is not admitted, and it is said why', async () => {
  const validation = await validate({ judgeSpecificity: 0.7 });
  expect(validation.isAdmitted).toBe(false);
  expect(validation.specificity.lower).toBeLessThan(0.7);
  expect(validation.specificity.upper).toBeGreaterThan(0.7);
  expect(validation.shortfalls.join(' ')).toMatch(/Specificity is 0\.\d+; at least 0\.9 is asked for\./);
});
