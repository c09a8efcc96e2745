import { describe, expect, test } from 'vitest';
import { decideGenericness } from './genericness.ts';
import { listInstances } from './instances.ts';
import { judgeAll, labelSome, makeInput, makeMetric, makePart } from './testing/make-part.ts';
import type { Criterion } from './verdict.ts';
import type { ProviderPart } from './verdict-input.ts';

const decideOf = (part: ProviderPart): Criterion => {
  const input = makeInput([part]);
  return decideGenericness(part, listInstances(part, { ...input, unit: 'instance' }), input);
};

/** 250 judged instances of which the first are superficial, or of which the first conversations show nothing. */
const judge = ({ superficial = 0, generic = 0 }): ProviderPart =>
  judgeAll(
    makePart(100),
    (_, subject) => (Number(subject.split('/')[1]) <= generic ? 'not-demonstrated' : 'demonstrated'),
    { isSuperficial: (at) => at < superficial },
  );

describe('with a judge', () => {
  test.each([
    { superficial: 0, generic: 0, asStated: 'go', withConfidence: 'go' },
    { superficial: 10, generic: 0, asStated: 'go', withConfidence: 'go' },
    { superficial: 25, generic: 0, asStated: 'go', withConfidence: 'inconclusive' },
    { superficial: 26, generic: 0, asStated: 'inconclusive', withConfidence: 'inconclusive' },
    { superficial: 0, generic: 30, asStated: 'go', withConfidence: 'go' },
    { superficial: 0, generic: 50, asStated: 'go', withConfidence: 'inconclusive' },
    { superficial: 0, generic: 51, asStated: 'no-go', withConfidence: 'inconclusive' },
    { superficial: 0, generic: 60, asStated: 'no-go', withConfidence: 'no-go' },
  ])(
    '$superficial superficial and $generic generic',
    ({ superficial, generic, asStated, withConfidence }) => {
      const criterion = decideOf(judge({ superficial, generic }));
      expect([criterion.asStated, criterion.withConfidence]).toEqual([asStated, withConfidence]);
    },
  );
});

describe('diversity', () => {
  test('that fails is a no-go even where nobody judged, and names its examples', () => {
    const diversity = {
      provider: 'openai',
      documents: 100,
      words: 300,
      metrics: [makeMetric('good'), makeMetric('fail')],
    };
    for (const part of [makePart(100, { diversity }), { ...judge({}), diversity }]) {
      const criterion = decideOf(part);
      expect([criterion.asStated, criterion.withConfidence]).toEqual(['no-go', 'no-go']);
      expect(criterion.measured).toContain('diversity fails in shared 4-grams (0.050)');
      expect(criterion.examples).toContain('openai/7');
    }
  });

  test('that only warns does not matter, and that was not measured leaves it open', () => {
    const diversity = { provider: 'openai', documents: 100, words: 300, metrics: [makeMetric('warn')] };
    expect(decideOf({ ...judge({}), diversity }).withConfidence).toBe('go');
    expect(decideOf({ ...judge({}), diversity: undefined })).toMatchObject({
      asStated: 'inconclusive',
      withConfidence: 'inconclusive',
      toChange: 'have diversity measured',
    });
  });
});

test('without a judge it is open, and labels by people close it', () => {
  expect(decideOf(makePart(100))).toMatchObject({ asStated: 'inconclusive', withConfidence: 'inconclusive' });
  expect(decideOf(labelSome(makePart(100), 9, 0)).asStated).toBe('inconclusive');
  expect(decideOf(labelSome(makePart(100), 20, 0))).toMatchObject({
    asStated: 'go',
    withConfidence: 'inconclusive',
  });
  expect(decideOf(labelSome(makePart(100), 40, 0)).withConfidence).toBe('go');
});

test('labels of single patterns that are mostly not shown are a no-go, whatever their form', () => {
  expect(decideOf(labelSome(makePart(100), 40, 38))).toMatchObject({
    asStated: 'no-go',
    withConfidence: 'no-go',
  });
  expect(decideOf(labelSome(makePart(100), 40, 20))).toMatchObject({ withConfidence: 'inconclusive' });
});
