import { describe, expect, test } from 'vitest';
import type { GoldItem } from '../../../recipe/index.ts';
import { confuse } from '../confuse.ts';
import type { Judgement, JudgeVerdict } from '../judgement.ts';
import { ADMISSION, listShortfalls } from './admission.ts';
import { measureJudge, type ValidationResults } from './measure-judge.ts';
import { planValidation, toGoldSubject } from './plan-validation.ts';

const JUDGE = { provider: 'gemini', model: 'm', promptVersion: 1 };
const [YES, NO, OPEN] = ['demonstrated', 'not-demonstrated', 'cannot-tell'] as const;

const makeItem = (index: number, isPositive: boolean, pattern = 'a'): GoldItem => ({
  id: `${pattern}-${isPositive}-${index}`,
  pattern,
  label: isPositive ? 'demonstrated' : 'not-demonstrated',
  kind: isPositive ? 'positive' : 'generic',
  conversation: [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: 'a' },
  ],
  evidence: [{ turn: 2, quote: 'a' }],
  reason: 'r',
});

const judgement = (subject: string, pattern: string, verdict: JudgeVerdict, found = true): Judgement => ({
  subject,
  pattern,
  judge: JUDGE,
  verdict,
  isSuperficial: false,
  evidence: [{ item: 'i', turn: 2, quote: 'q', ...(found && { place: { turn: 2, start: 0, end: 1 } }) }],
  items: [],
  disqualifiers: [],
  costUsd: undefined,
  contradictsItself: false,
});

/** A judge that says these verdicts of positives and negatives, in their order. */
const measure = (
  positives: readonly JudgeVerdict[],
  negatives: readonly JudgeVerdict[],
  changes: Partial<ValidationResults> = {},
) => {
  const items = [
    ...positives.map((_, index) => makeItem(index, true)),
    ...negatives.map((_, index) => makeItem(index, false)),
  ].map((item) => ({ item, subject: toGoldSubject(item) }));
  const verdicts = [...positives, ...negatives];
  return measureJudge({
    judge: JUDGE,
    recipe: 'r',
    plan: { items, goldHash: 'h' },
    judgements: items.map(({ subject }, index) => judgement(subject.id, 'a', verdicts[index] ?? OPEN)),
    withoutEvidence: Array.from({ length: 10 }, (_, index) => judgement(`e${index}`, 'a', NO)),
    withoutMarks: [],
    seed: 1,
    ...changes,
  });
};
const times = (verdict: JudgeVerdict, count: number): JudgeVerdict[] =>
  Array.from({ length: count }, () => verdict);

test('figures are those of the table of labels and verdicts', () => {
  const measured = measure([...times(YES, 45), ...times(NO, 5)], [...times(NO, 48), ...times(YES, 2)]);
  expect(measured).toMatchObject({
    positives: 50,
    negatives: 50,
    truePositives: 45,
    trueNegatives: 48,
    cannotTell: 0,
  });
  expect(measured.sensitivity.estimate).toBe(0.9);
  expect(measured.specificity.estimate).toBe(0.96);
  expect(measured.agreement.estimate).toBe(0.93);
  // (0.93 - 0.5) / (1 - 0.5), for half of the labels are positive.
  expect(measured.kappa.estimate).toBeCloseTo(0.86, 6);
  // Gwet: chance is 2 π (1 - π) with π = 0.485, the mean share of yes.
  expect(measured.ac1.estimate).toBeCloseTo((0.93 - 2 * 0.485 * 0.515) / (1 - 2 * 0.485 * 0.515), 6);
  for (const interval of [measured.kappa, measured.ac1, measured.alpha, measured.sensitivity]) {
    expect(interval.lower).toBeLessThan(interval.estimate);
    expect(interval.upper).toBeGreaterThan(interval.estimate);
  }
  expect(measured.isAdmitted).toBe(true);
});

test('what cannot be told is an error on either side', () => {
  const measured = measure([...times(YES, 9), OPEN], [...times(NO, 9), OPEN]);
  expect(measured).toMatchObject({ cannotTell: 2, truePositives: 9, trueNegatives: 9 });
  expect(measured.agreement.estimate).toBe(0.9);
  expect(measured.kappa.estimate).toBeCloseTo(0.8, 6);
});

describe('a judge is not admitted, and it is said why', () => {
  const good = { positives: times(YES, 10), negatives: times(NO, 10) };
  test.each<[string, ReturnType<typeof measure>, RegExp]>([
    [
      'that misses too much',
      measure([...times(YES, 8), NO, NO], good.negatives),
      /^Sensitivity is 0\.800; at least 0\.9/,
    ],
    ['that passes too much', measure(good.positives, [...times(NO, 8), YES, YES]), /^Specificity is 0\.800/],
    [
      'that keeps its verdicts without their evidence',
      measure(good.positives, good.negatives, {
        withoutEvidence: [...times(NO, 8), YES, YES].map((verdict, index) =>
          judgement(`e${index}`, 'a', verdict),
        ),
      }),
      /fall with their evidence is 0\.800/,
    ],
    [
      'whose verdicts were not put to that test',
      measure(good.positives, good.negatives, { withoutEvidence: [] }),
      /taking its evidence away/,
    ],
    [
      'that makes up quotes',
      measure(good.positives, good.negatives, {
        withoutMarks: times(YES, 4).map((verdict, index) => judgement(`m${index}`, 'a', verdict, false)),
      }),
      /quotes that were found is 0\.882; at least 0\.95/,
    ],
    [
      'that has not judged all',
      measure(good.positives, good.negatives, { judgements: [] }),
      /^20 of 20 items were not judged/,
    ],
    ['without negatives', measure(good.positives, []), /No item that does not show/],
    ['without positives', measure([], good.negatives), /No item that shows/],
  ])('%s', (_what, measured, told) => {
    expect(measured.isAdmitted).toBe(false);
    expect(measured.shortfalls.some((sentence) => told.test(sentence))).toBe(true);
  });

  test('that is blind to one pattern, however good it is at the others', () => {
    const measured = measure(times(YES, 50), times(NO, 50));
    const blind = { pattern: 'b', positives: 4, negatives: 6, truePositives: 4, trueNegatives: 4 };
    const [only, ...more] = listShortfalls({ ...measured, byPattern: [...measured.byPattern, blind] });
    expect(only).toMatch(/^b: only 4 of 6/);
    expect(more).toEqual([]);
    expect(listShortfalls({ ...measured, byPattern: [{ ...blind, trueNegatives: 5 }] })).toEqual([]);
    expect(5 / 6).toBeGreaterThan(ADMISSION.specificityOfPattern);
  });
});

test('an answer that had to be asked for again counts as a quote that was not found', () => {
  const measured = measure(times(YES, 10), times(NO, 10), { secondLooks: 10 });
  expect(measured.quoteVerification).toBe(0.75);
});

test('nothing at all gives whole ranges and no numbers that are none', () => {
  const measured = measure([], []);
  expect(JSON.stringify(measured)).not.toContain('null');
  expect(measured.sensitivity).toEqual({ estimate: 0, lower: 0, upper: 1 });
  expect(measured.kappa).toEqual({ estimate: 0, lower: -1, upper: 1 });
});

test('only the held-out half is judged, and the hash tells when labels or cards change', () => {
  const gold = Array.from({ length: 20 }, (_, index) => makeItem(index, index < 8));
  const recipe = { patterns: [] };
  const plan = planValidation(gold, recipe);
  expect(plan.items).toHaveLength(10);
  expect(plan.items.filter(({ item }) => item.label === 'demonstrated')).toHaveLength(4);
  expect(planValidation(gold, recipe).goldHash).toBe(plan.goldHash);
  expect(planValidation(gold.slice(1), recipe).goldHash).not.toBe(plan.goldHash);
  expect(plan.items[0]?.subject.conversation.learning_notes).toBe('');
});

test('a confusion counts what was found beside, instead of and without what is shown', () => {
  const confusion = confuse(
    ['a', 'b', 'c'],
    [
      { shown: ['a'], found: ['a', 'b'] },
      { shown: ['a', 'b'], found: ['b'] },
      { shown: ['b'], found: [] },
      { shown: [], found: ['c', 'unknown'] },
    ],
  );
  expect(confusion).toEqual({
    patterns: ['a', 'b', 'c'],
    shown: [2, 2, 0],
    found: [
      [1, 2, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
    incidental: [0, 1, 1],
    conversations: 4,
  });
});
