import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from './decide.ts';
import { judgeAll, labelSome, makeInput, makeMetric, makePart, makeValidation } from './testing/make-part.ts';
import type { ProviderPart } from './verdict-input.ts';

const good = judgeAll(makePart(100), () => 'demonstrated');
const toGemini = (part: ProviderPart): ProviderPart => ({ ...part, provider: 'gemini' });

describe('a set', () => {
  test('is a go when every criterion of every part is', () => {
    const verdict = decide(makeInput([good, toGemini(good)]));
    expect(verdict).toMatchObject({ asStated: 'go', withConfidence: 'go' });
    expect(verdict.toChange).toBeUndefined();
    expect(verdict.reason).toContain('openai and gemini');
    expect(verdict.providers.map(({ criteria }) => criteria.map(({ id }) => id))).toEqual(
      Array(2).fill([
        'usable-count',
        'structure',
        'evenness',
        'pattern-correctness',
        'genericness',
        'duplicates',
      ]),
    );
  });

  test('is a no-go by one part, and says which one, why, and what else is open', () => {
    const short = judgeAll(makePart(70, { planned: 100, diversity: undefined }), () => 'demonstrated');
    const verdict = decide(makeInput([good, toGemini(short)]));
    expect(verdict).toMatchObject({ asStated: 'no-go', withConfidence: 'no-go' });
    expect(verdict.providers.map(({ withConfidence }) => withConfidence)).toEqual(['go', 'no-go']);
    expect(verdict.providers[1]?.decidedBy).toBe('usable-count');
    expect(verdict.reason).toBe('gemini: usable count is no-go: 70 of 100 planned conversations.');
    expect(verdict.toChange).toMatch(
      /^gemini: generate 5\d more: .*; open as well: genericness \(gemini\)\.$/,
    );
  });

  test('of no part, and a part of nothing, can say nothing', () => {
    expect(decide(makeInput([]))).toMatchObject({ asStated: 'inconclusive', withConfidence: 'inconclusive' });
    expect(decide(makeInput([makePart(0)]))).toMatchObject({ asStated: 'no-go', withConfidence: 'no-go' });
  });
});

describe('without a judge that counts', () => {
  test.each([
    { why: 'there is none', part: makePart(100), validations: [] },
    { why: 'it was not measured', part: good, validations: [] },
    {
      why: 'it was not admitted',
      part: good,
      validations: [makeValidation({ isAdmitted: false, shortfalls: ['No.'] })],
    },
  ])('no set is a go: $why', ({ part, validations }) => {
    expect(decide(makeInput([part], { validations }))).toMatchObject({
      asStated: 'inconclusive',
      withConfidence: 'inconclusive',
    });
  });

  test.each([
    { what: 'too few usable', changes: { conversations: makePart(79).conversations } },
    { what: 'a broken line', changes: { unreadable: ['a.jsonl:3'] } },
    {
      what: 'a failing diversity',
      changes: { diversity: { provider: 'openai', documents: 9, words: 300, metrics: [makeMetric('fail')] } },
    },
  ])('$what is a no-go all the same', ({ changes }) => {
    expect(decide(makeInput([makePart(100, changes)], { validations: [] })).withConfidence).toBe('no-go');
  });

  test('with labels by people it is a go as the guide states it, and never with confidence', () => {
    expect(decide(makeInput([labelSome(makePart(100), 40, 0)]))).toMatchObject({
      asStated: 'go',
      withConfidence: 'inconclusive',
    });
  });
});

test('the same input gives the same verdict', () => {
  expect(decide(makeInput([good]))).toEqual(decide(makeInput([good])));
});

describe('laws', () => {
  const parts = fc.record({
    count: fc.integer({ min: 70, max: 130 }),
    failEvery: fc.integer({ min: 2, max: 60 }),
    verdict: fc.constantFrom('not-demonstrated' as const, 'cannot-tell' as const),
    isSuperficial: fc.boolean(),
    labels: fc.integer({ min: 0, max: 60 }),
    bad: fc.integer({ min: 0, max: 6 }),
    isBroken: fc.boolean(),
    errors: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 9 })),
    unit: fc.constantFrom('instance' as const, 'conversation' as const),
  });

  test('a go with confidence is a go as stated, and a part is a go only when all its criteria are', () => {
    fc.assert(
      fc.property(
        parts,
        ({ count, failEvery, verdict, isSuperficial, labels, bad, isBroken, errors, unit }) => {
          const judged = judgeAll(
            makePart(count, isBroken ? { unreadable: ['a.jsonl:1'] } : {}),
            (at) => (at % failEvery === 1 ? verdict : 'demonstrated'),
            { isSuperficial: (at) => isSuperficial && at % failEvery === 1 },
          );
          const input = makeInput([labelSome(judged, labels, bad)], {
            unit,
            validations: [makeValidation({ errors })],
          });
          const { withConfidence, asStated, providers, reason } = decide(input);
          const criteria = providers.flatMap((part) => part.criteria);
          for (const criterion of criteria) {
            if (criterion.withConfidence === 'go') expect(criterion.asStated, criterion.id).toBe('go');
            if (criterion.withConfidence !== 'go') expect(criterion.toChange, criterion.id).toBeDefined();
          }
          expect(withConfidence === 'go').toBe(criteria.every((one) => one.withConfidence === 'go'));
          expect(withConfidence === 'no-go').toBe(criteria.some((one) => one.withConfidence === 'no-go'));
          expect(asStated === 'go').toBe(criteria.every((one) => one.asStated === 'go'));
          expect(reason).not.toMatch(/NaN|undefined|Infinity/);
        },
      ),
      { numRuns: 60 },
    );
  });
});
