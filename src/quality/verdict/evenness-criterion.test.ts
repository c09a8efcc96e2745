import { describe, expect, test } from 'vitest';
import { decideEvenness } from './evenness-criterion.ts';
import { listInstances } from './instances.ts';
import { JUDGE, judgeAll, makeInput, makePart, makeValidation, PATTERNS } from './testing/make-part.ts';
import type { Criterion } from './verdict.ts';
import type { FinalJudgement, ProviderPart, VerdictInput } from './verdict-input.ts';

const decideOf = (part: ProviderPart, changes: Partial<VerdictInput> = {}): Criterion => {
  const input = makeInput([part], changes);
  return decideEvenness(part, listInstances(part, { ...input, unit: 'instance' }), input);
};

/** Every judgement of one pattern is `verdict` until `passed` of them were passed. */
const judgeOne = (passed: number, verdict: FinalJudgement['verdict']): ProviderPart => {
  let left = passed;
  return judgeAll(makePart(100), (_, __, pattern) =>
    pattern !== PATTERNS[3] || left-- > 0 ? 'demonstrated' : verdict,
  );
};

describe('on verified patterns', () => {
  test.each([
    { passed: 25, verdict: 'not-demonstrated', decision: 'go' },
    { passed: 13, verdict: 'not-demonstrated', decision: 'go' },
    { passed: 12, verdict: 'not-demonstrated', decision: 'no-go' },
    { passed: 0, verdict: 'not-demonstrated', decision: 'no-go' },
    { passed: 12, verdict: 'cannot-tell', decision: 'inconclusive' },
    { passed: 13, verdict: 'cannot-tell', decision: 'go' },
    { passed: 0, verdict: 'cannot-tell', decision: 'inconclusive' },
  ] as const)('$passed of 25, the others $verdict, is $decision', ({ passed, verdict, decision }) => {
    const criterion = decideOf(judgeOne(passed, verdict));
    expect([criterion.asStated, criterion.withConfidence]).toEqual([decision, decision]);
    expect(criterion.isCensus).toBe(true);
  });

  test('a no-go names the rarest pattern', () => {
    expect(decideOf(judgeOne(4, 'not-demonstrated')).toChange).toContain('first of all Pattern D (4)');
  });

  test('patterns that were found without being declared count as well', () => {
    const part = judgeOne(12, 'not-demonstrated');
    const stranger = part.conversations.find(({ patterns }) => !patterns.includes(PATTERNS[3]!))!;
    const extra = {
      subject: stranger.id,
      pattern: PATTERNS[3]!,
      judge: JUDGE,
      verdict: 'demonstrated' as const,
      isSuperficial: false,
    };
    expect(decideOf({ ...part, judgements: [...part.judgements, extra] }).asStated).toBe('go');
    const missed = { ...extra, verdict: 'not-demonstrated' as const };
    expect(decideOf({ ...part, judgements: [...part.judgements, missed] }).asStated).toBe('no-go');
  });

  test('people outrank the judge', () => {
    const part = judgeOne(12, 'not-demonstrated');
    const wrong = part.judgements.find(({ verdict }) => verdict === 'not-demonstrated')!;
    const label = { subject: wrong.subject, pattern: wrong.pattern, isDemonstrated: true };
    expect(decideOf({ ...part, labels: [label] }).asStated).toBe('go');
  });
});

describe('on declared patterns alone', () => {
  const unverified: ReadonlyArray<{
    readonly why: string;
    readonly part: ProviderPart;
    readonly validations?: [];
  }> = [
    { why: 'nobody judged', part: makePart(100) },
    { why: 'the judge was not measured', part: judgeOne(0, 'not-demonstrated'), validations: [] },
    {
      why: 'one instance was not judged',
      part: { ...judgeOne(25, 'demonstrated'), judgements: judgeOne(25, 'demonstrated').judgements.slice(1) },
    },
    {
      why: 'the judge had filtered the set',
      part: { ...judgeOne(0, 'not-demonstrated'), filteredBy: [JUDGE] },
    },
  ];

  test.each(unverified)('$why: a go as stated, inconclusive with confidence', ({ part, validations }) => {
    const criterion = decideOf(part, validations ? { validations } : {});
    expect([criterion.asStated, criterion.withConfidence]).toEqual(['go', 'inconclusive']);
    expect(criterion.measured).toContain('declared, not verified');
    expect(criterion.isCensus).toBe(false);
  });

  test('a pattern that is never declared is a no-go as stated', () => {
    expect(decideOf(makePart(100), { patterns: [...PATTERNS, 'Pattern K'] })).toMatchObject({
      asStated: 'no-go',
      withConfidence: 'inconclusive',
    });
  });
});

test('of no conversation nothing is known, and a judge that was not admitted verifies nothing', () => {
  expect(decideOf(makePart(0)).asStated).toBe('inconclusive');
  const validations = [makeValidation({ isAdmitted: false, shortfalls: ['Too few.'] })];
  expect(decideOf(judgeOne(0, 'not-demonstrated'), { validations }).asStated).toBe('go');
});
