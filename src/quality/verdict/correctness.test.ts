import { describe, expect, test } from 'vitest';
import { decideCorrectness } from './correctness.ts';
import { listInstances } from './instances.ts';
import {
  JUDGE,
  judgeAll,
  labelSome,
  makeInput,
  makePart,
  makeValidation,
  PATTERNS,
} from './testing/make-part.ts';
import type { Criterion } from './verdict.ts';
import type { FinalJudgement, ProviderPart, VerdictInput } from './verdict-input.ts';

const decideOf = (part: ProviderPart, changes: Partial<VerdictInput> = {}): Criterion => {
  const input = makeInput([part], changes);
  const single = listInstances(part, { ...input, unit: 'instance' });
  return decideCorrectness(part, listInstances(part, input), single, input);
};

/** 100 conversations of which the judge fails `wrong` of 250 instances, spread over them. */
const judge = (wrong: number, verdict: FinalJudgement['verdict'] = 'not-demonstrated'): ProviderPart =>
  judgeAll(makePart(100), (at) =>
    Math.floor(((at + 1) * wrong) / 250) > Math.floor((at * wrong) / 250) ? verdict : 'demonstrated',
  );

describe('an admitted judge and people together', () => {
  test.each([
    // The judge alone.
    { wrong: 0, labels: 0, bad: 0, asStated: 'go', withConfidence: 'go' },
    { wrong: 5, labels: 0, bad: 0, asStated: 'go', withConfidence: 'go' },
    { wrong: 25, labels: 0, bad: 0, asStated: 'go', withConfidence: 'inconclusive' },
    { wrong: 35, labels: 0, bad: 0, asStated: 'no-go', withConfidence: 'inconclusive' },
    { wrong: 80, labels: 0, bad: 0, asStated: 'no-go', withConfidence: 'no-go' },
    // People bear it out, contradict it, or settle what it leaves open.
    { wrong: 5, labels: 40, bad: 0, asStated: 'go', withConfidence: 'go' },
    { wrong: 5, labels: 8, bad: 2, asStated: 'go', withConfidence: 'inconclusive' },
    { wrong: 5, labels: 20, bad: 3, asStated: 'no-go', withConfidence: 'inconclusive' },
    { wrong: 5, labels: 40, bad: 12, asStated: 'no-go', withConfidence: 'no-go' },
    { wrong: 25, labels: 40, bad: 0, asStated: 'go', withConfidence: 'go' },
    { wrong: 25, labels: 40, bad: 2, asStated: 'go', withConfidence: 'inconclusive' },
    { wrong: 80, labels: 60, bad: 0, asStated: 'go', withConfidence: 'inconclusive' },
    { wrong: 80, labels: 20, bad: 1, asStated: 'go', withConfidence: 'inconclusive' },
    { wrong: 80, labels: 20, bad: 4, asStated: 'no-go', withConfidence: 'no-go' },
  ])(
    '$wrong of 250 failed, $bad of $labels labelled wrong',
    ({ wrong, labels, bad, asStated, withConfidence }) => {
      const criterion = decideOf(labelSome(judge(wrong), labels, bad));
      expect([criterion.asStated, criterion.withConfidence]).toEqual([asStated, withConfidence]);
      expect(criterion.toChange === undefined).toBe(withConfidence === 'go');
    },
  );
});

describe('people alone', () => {
  test.each([
    { labels: 0, bad: 0, asStated: 'inconclusive', withConfidence: 'inconclusive' },
    { labels: 9, bad: 0, asStated: 'inconclusive', withConfidence: 'inconclusive' },
    { labels: 10, bad: 1, asStated: 'go', withConfidence: 'inconclusive' },
    { labels: 10, bad: 2, asStated: 'no-go', withConfidence: 'inconclusive' },
    { labels: 25, bad: 0, asStated: 'go', withConfidence: 'inconclusive' },
    { labels: 26, bad: 0, asStated: 'go', withConfidence: 'go' },
    { labels: 40, bad: 1, asStated: 'go', withConfidence: 'inconclusive' },
    { labels: 41, bad: 1, asStated: 'go', withConfidence: 'go' },
    { labels: 40, bad: 20, asStated: 'no-go', withConfidence: 'no-go' },
  ])('$bad of $labels labelled wrong', ({ labels, bad, asStated, withConfidence }) => {
    const criterion = decideOf(labelSome(makePart(100), labels, bad));
    expect([criterion.asStated, criterion.withConfidence]).toEqual([asStated, withConfidence]);
  });

  test('the advised number of labels decides it', () => {
    const before = decideOf(labelSome(makePart(100), 15, 1));
    const more = Number(/label (\d+) more/.exec(before.toChange ?? '')?.[1]);
    expect(more).toBe(26);
    expect(decideOf(labelSome(makePart(100), 15 + more, 1)).withConfidence).toBe('go');
    expect(decideOf(labelSome(makePart(100), 15 + more - 1, 1)).withConfidence).toBe('inconclusive');
  });

  test('labels of a whole conversation tell less than as many of different ones', () => {
    const part = makePart(100);
    const labels = part.conversations
      .slice(0, 12)
      .flatMap(({ id, patterns }) =>
        patterns.map((pattern) => ({ subject: id, pattern, isDemonstrated: true })),
      );
    expect(labels.length).toBeGreaterThanOrEqual(26);
    expect(decideOf({ ...part, labels }).withConfidence).toBe('inconclusive');
  });

  test('once all are labelled there is no doubt left', () => {
    const part = makePart(100);
    const instances = part.conversations.flatMap(({ id, patterns }) =>
      patterns.map((pattern) => [id, pattern] as const),
    );
    const label = (bad: number): ProviderPart => ({
      ...part,
      labels: instances.map(([subject, pattern], at) => ({ subject, pattern, isDemonstrated: at >= bad })),
    });
    expect(decideOf(label(25)).withConfidence).toBe('go');
    expect(decideOf(label(26)).withConfidence).toBe('no-go');
  });
});

describe('a judge that does not count', () => {
  test.each([
    { why: 'nobody judged', part: makePart(100), changes: {}, advice: /judged by a judge that was admitted/ },
    {
      why: 'it was never measured',
      part: judge(0),
      changes: { validations: [] },
      advice: /validate the judge gemini\/judge-model/,
    },
    {
      why: 'it was not admitted',
      part: judge(0),
      changes: { validations: [makeValidation({ isAdmitted: false, shortfalls: ['Sensitivity is 0.84.'] })] },
      advice: /can be admitted \(gemini\/judge-model, prompt 1: Sensitivity is 0\.84\)/,
    },
    {
      why: 'it filtered the set',
      part: { ...judge(0), filteredBy: [JUDGE] },
      changes: {},
      advice: /filtered by gemini/,
    },
    {
      why: 'it was measured with another prompt',
      part: judge(0),
      changes: { validations: [makeValidation({ judge: { ...JUDGE, promptVersion: 2 } })] },
      advice: /validate the judge/,
    },
  ])('decides nothing, for good or bad: $why', ({ part, changes, advice }) => {
    for (const tried of [
      part,
      {
        ...part,
        judgements: part.judgements.map((one) => ({ ...one, verdict: 'not-demonstrated' as const })),
      },
    ]) {
      const criterion = decideOf(tried, changes);
      expect([criterion.asStated, criterion.withConfidence]).toEqual(['inconclusive', 'inconclusive']);
      expect(criterion.toChange).toMatch(advice);
      expect(criterion.interval).toBeUndefined();
    }
  });
});

describe('what a judge cannot tell', () => {
  test('counts as not shown for a go, and as shown for a no-go', () => {
    expect(decideOf(judge(80, 'cannot-tell'))).toMatchObject({
      asStated: 'inconclusive',
      withConfidence: 'inconclusive',
    });
    expect(decideOf(judge(80)).withConfidence).toBe('no-go');
    expect(decideOf(judge(80, 'cannot-tell')).measured).toContain('80 undecided');
  });
});

test('two judges who share the work are put together, each with its own errors', () => {
  const other = { ...JUDGE, provider: 'anthropic' };
  const part = judge(5);
  const judgements = part.judgements.map((one, at) => (at % 2 === 0 ? one : { ...one, judge: other }));
  const validations = [makeValidation(), makeValidation({ judge: other, errors: [5, 5] })];
  const criterion = decideOf({ ...part, judgements }, { validations });
  expect(criterion.withConfidence).toBe('go');
  expect(criterion.interval!.lower).toBeLessThan(criterion.interval!.estimate);
  // A judge that nobody measured leaves its half unjudged.
  expect(decideOf({ ...part, judgements }).measured).toContain('125 not judged');
});

test('in conversations as the unit one wrong pattern is enough, and much more is needed', () => {
  expect(decideOf(judge(5)).withConfidence).toBe('go');
  expect(decideOf(judge(20)).measured).toContain('passed 230 of 250');
  const whole = decideOf(judge(20), { unit: 'conversation' });
  expect(whole.measured).toContain('passed 80 of 100');
  expect(whole.withConfidence).not.toBe('go');
});

test('a weak pattern is named, and one that is weak by chance is not', () => {
  const weak = judgeAll(makePart(100), (at, _, pattern) =>
    pattern === PATTERNS[4] && at % 3 > 0 ? 'not-demonstrated' : 'demonstrated',
  );
  expect(decideOf(weak).measured).toMatch(/weak: Pattern E \(\d+ of 25\)$/);
  const even = judgeAll(makePart(100), (at) => (at % 26 === 3 ? 'not-demonstrated' : 'demonstrated'));
  expect(decideOf(even).measured).not.toContain('weak');
});
