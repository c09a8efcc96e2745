import { describe, expect, test } from 'vitest';
import type { Judgement, JudgeVerdict } from './judgement.ts';
import { measureOverlap } from './measure-overlap.ts';
import { planTieBreaks, type SettleOptions, settlePanel } from './settle-panel.ts';

const judgement = (provider: string, verdict: JudgeVerdict, subject = 'openai/1'): Judgement => ({
  subject,
  pattern: 'a',
  judge: { provider, model: 'm', promptVersion: 1 },
  verdict,
  isSuperficial: false,
  evidence: [],
  items: [],
  disqualifiers: [],
  costUsd: undefined,
  contradictsItself: false,
});
const [YES, NO, OPEN] = ['demonstrated', 'not-demonstrated', 'cannot-tell'] as const;
const writerOf = (subject: string): string => subject.split('/')[0] ?? '';
const settleOne = (judgements: readonly Judgement[], options: Partial<SettleOptions> = {}) =>
  settlePanel(judgements, { writerOf, ...options })[0];

describe('what several judges say comes to one verdict', () => {
  test.each<[string, JudgeVerdict[], JudgeVerdict]>([
    ['one alone decides', [YES], YES],
    ['one alone that cannot tell leaves it to a person', [OPEN], OPEN],
    ['two that agree decide', [NO, NO], NO],
    ['two that differ leave it open', [YES, NO], OPEN],
    ['one of two that cannot tell leaves it open', [YES, OPEN], OPEN],
    ['a third that agrees with one decides', [YES, NO, NO], NO],
    ['a third that agrees with the one who could tell decides', [YES, OPEN, YES], YES],
    ['a third that cannot tell leaves it to a person', [YES, NO, OPEN], OPEN],
    ['nobody who can tell leaves it to a person', [OPEN, OPEN, YES], OPEN],
  ])('%s', (_what, verdicts, verdict) => {
    const judgements = verdicts.map((one, index) =>
      judgement(['gemini', 'anthropic', 'meta'][index] ?? '', one),
    );
    const settled = settleOne(judgements);
    expect(settled?.verdict).toBe(verdict);
    expect(settled?.needsHuman).toBe(verdict === OPEN);
    if (verdict !== OPEN) expect(settled?.judgement.verdict).toBe(verdict);
  });
});

test('the writer’s own family has no say where another has spoken, but in a panel of two it has', () => {
  const two = [judgement('openai', YES), judgement('gemini', NO)];
  expect(settleOne(two)?.verdict).toBe(NO);
  expect(settleOne(two)?.judges).toEqual([expect.objectContaining({ provider: 'gemini' })]);
  expect(settleOne(two, { isPanel: true })?.needsHuman).toBe(true);
  expect(settleOne([judgement('openai', YES)])?.verdict).toBe(YES);
});

test('what was judged for comparison decides nothing where it is known which that was', () => {
  const say = (provider: string, role: 'main' | 'overlap', subject = 'openai/1') => ({
    subject,
    pattern: 'a',
    judge: { id: { provider, model: 'm', promptVersion: 1 }, family: provider },
    role,
  });
  const tasks = [say('anthropic', 'main'), say('gemini', 'overlap'), say('gemini', 'overlap', 'openai/2')];
  const two = [judgement('gemini', NO), judgement('anthropic', YES)];
  expect(settleOne(two)?.needsHuman).toBe(true);
  expect(settleOne(two, { tasks })).toMatchObject({ verdict: YES, judges: [{ provider: 'anthropic' }] });
  expect(settleOne([judgement('gemini', NO, 'openai/2')], { tasks })?.verdict).toBe(NO);
});

test('a tie is broken by a family that has not spoken; without one a person is asked', () => {
  const judges = ['openai', 'gemini', 'anthropic'].map((provider) => ({
    id: { provider, model: 'm', promptVersion: 1 },
    family: provider,
  }));
  const open = [judgement('openai', YES), judgement('gemini', NO), judgement('gemini', YES, 'openai/2')];
  const options = { writerOf, isPanel: true };
  expect(planTieBreaks(open, judges, options)).toEqual([
    { subject: 'openai/1', pattern: 'a', judge: judges[2], role: 'tie-break' },
  ]);
  expect(planTieBreaks(open, judges.slice(0, 2), options)).toEqual([]);
});

describe('two judges on the same items', () => {
  /** Both families wrote 60 each; judges pass by these rates of ten. */
  const judgeAll = (rates: Readonly<Record<string, readonly [own: number, other: number]>>): Judgement[] =>
    ['openai', 'gemini'].flatMap((writer) =>
      Array.from({ length: 60 }, (_, index) =>
        Object.entries(rates).map(([judge, [own, other]]) =>
          judgement(judge, index % 10 < (judge === writer ? own : other) ? YES : NO, `${writer}/${index}`),
        ),
      ).flat(),
    );
  const measure = (rates: Parameters<typeof judgeAll>[0]) =>
    measureOverlap(judgeAll(rates), { writerOf, seed: 1 })[0];

  test('that agree on all are told to, with no lean', () => {
    const overlap = measure({ openai: [8, 8], gemini: [8, 8] });
    expect(overlap).toMatchObject({ one: 'gemini m', other: 'openai m', items: 120 });
    expect(overlap?.kappa.estimate).toBeCloseTo(1);
    expect(overlap?.ac1.estimate).toBeCloseTo(1);
    expect(overlap?.selfPreference?.estimate).toBe(0);
  });

  test('of which one is milder with everybody have no lean', () => {
    expect(measure({ openai: [9, 9], gemini: [6, 6] })?.selfPreference?.estimate).toBeCloseTo(0);
  });

  test('that each pass their own more often have the lean that they were given', () => {
    const lean = measure({ openai: [9, 7], gemini: [9, 7] })?.selfPreference;
    expect(lean?.estimate).toBeCloseTo(0.2);
    expect(lean?.lower).toBeGreaterThan(0.1);
    expect(lean?.upper).toBeLessThan(0.3);
  });

  test('of which nobody wrote have no lean that could be told', () => {
    const judgements = [judgement('gemini', YES), judgement('anthropic', YES)];
    expect(measureOverlap(judgements, { writerOf, seed: 1 })[0]?.selfPreference).toBeUndefined();
  });
});
