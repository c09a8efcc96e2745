import { describe, expect, test } from 'vitest';
import type { LikePair } from '../duplicates/duplicate-report.ts';
import { decideDuplicates, decideStructure, decideUsableCount } from './census-criteria.ts';
import { makeInput, makePart } from './testing/make-part.ts';
import type { ProviderPart } from './verdict-input.ts';

const INPUT = makeInput([]);

/** A part in which the last conversations are not usable. */
const spoil = (part: ProviderPart, usable: number): ProviderPart => ({
  ...part,
  conversations: part.conversations.map((one, at) => ({ ...one, isUsable: at < usable })),
});

describe('the usable count', () => {
  test.each([
    { usable: 0, decision: 'no-go', advice: /none was usable/ },
    { usable: 79, decision: 'no-go', advice: /^generate \d+ more/ },
    { usable: 80, decision: 'inconclusive', advice: /^generate \d+ more/ },
    { usable: 99, decision: 'inconclusive', advice: /^generate \d+ more/ },
    { usable: 100, decision: 'go', advice: undefined },
    { usable: 101, decision: 'go', advice: undefined },
  ])('of $usable is $decision', ({ usable, decision, advice }) => {
    const criterion = decideUsableCount(spoil(makePart(110), usable), INPUT);
    expect([criterion.asStated, criterion.withConfidence]).toEqual([decision, decision]);
    expect(criterion.measured).toBe(`${usable} of 110 planned conversations`);
    if (advice) expect(criterion.toChange).toMatch(advice);
    else expect(criterion.toChange).toBeUndefined();
  });

  test('counts what failed on the way into the yield', () => {
    const part = makePart(94, { planned: 100 });
    expect(decideUsableCount(part, INPUT).toChange).toBe(
      'generate 8 more: at a yield of 0.940 that brings the missing 6 with 95 % confidence',
    );
  });

  test('names those that are not usable, and asks for all of them where nothing was planned', () => {
    expect(decideUsableCount(spoil(makePart(101), 99), INPUT).examples).toEqual(['openai/100', 'openai/101']);
    expect(decideUsableCount(makePart(0), INPUT).toChange).toBe('generate 100 or more');
  });
});

describe('the structure', () => {
  test('is a go when all lines are sound, and a no-go by one that is not', () => {
    const part = makePart(100);
    const broken = part.conversations.map((one, at) => ({ ...one, isSound: at !== 4 }));
    expect(decideStructure(part).withConfidence).toBe('go');
    expect(decideStructure({ ...part, conversations: broken })).toMatchObject({
      asStated: 'no-go',
      withConfidence: 'no-go',
      measured: '99 of 100 sound',
      toChange: 'remove 1 line, or generate them again',
      examples: ['openai/5'],
    });
  });

  test('is a no-go by a line that holds no conversation', () => {
    const criterion = decideStructure(makePart(100, { unreadable: ['a.jsonl:7'] }));
    expect(criterion).toMatchObject({
      asStated: 'no-go',
      measured: '100 of 101 sound',
      examples: ['a.jsonl:7'],
    });
  });

  test('of nothing is not known', () => {
    expect(decideStructure(makePart(0)).asStated).toBe('inconclusive');
  });
});

describe('duplicates', () => {
  const toPair = (one: number, other: number, changes: Partial<LikePair> = {}): LikePair => ({
    likeness: 'near',
    one: `openai/${one}`,
    other: `openai/${other}`,
    similarity: 0.6,
    isRejected: true,
    ...changes,
  });

  test('among those that are used are a no-go', () => {
    expect(decideDuplicates(makePart(100, { pairs: [toPair(1, 2)] }), INPUT)).toMatchObject({
      asStated: 'no-go',
      withConfidence: 'no-go',
      examples: ['openai/1', 'openai/2'],
    });
  });

  test('of which one was left out are none, until they are more than one in ten', () => {
    const few = spoil(makePart(100, { pairs: [toPair(1, 100)] }), 95);
    const many = spoil(
      makePart(100, { pairs: Array.from({ length: 11 }, (_, at) => toPair(1, 90 + at)) }),
      89,
    );
    expect(decideDuplicates(few, INPUT).withConfidence).toBe('go');
    expect(decideDuplicates(many, INPUT)).toMatchObject({ withConfidence: 'inconclusive' });
  });

  test('that are flagged and not rejected, or of another provider, do not count', () => {
    const pairs = [toPair(1, 2, { isRejected: false }), toPair(1, 2, { other: 'gemini/2' })];
    expect(decideDuplicates(makePart(100, { pairs }), INPUT).withConfidence).toBe('go');
  });

  test('of nothing are not known', () => {
    expect(decideDuplicates(makePart(0), INPUT).withConfidence).toBe('inconclusive');
  });
});
