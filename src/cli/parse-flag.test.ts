import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collect, splitList, toNumber } from './parse-flag.ts';

describe('a number', () => {
  test.each([
    ['5', 5],
    ['-3', -3],
    ['2.5', 2.5],
    ['1e9', 1e9],
    [' 7 ', 7],
    ['0', 0],
    ['Infinity', Number.POSITIVE_INFINITY],
  ])('is read from %j', (text, value) => {
    expect(toNumber('--count')(text)).toBe(value);
  });

  test.each(['', ' ', '\t', 'ten', '5x', '1,000', '1_000', '--', 'NaN', '٣'])(
    'is not read from %j',
    (text) => {
      const read = () => toNumber('--count')(text);
      expect(read).toThrow(InvalidArgumentError);
      expect(read).toThrow('--count takes a number.');
    },
  );

  test('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(toNumber('--rpm')(String(value))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('a list', () => {
  test.each([
    ['openai', ['openai']],
    ['openai,gemini', ['openai', 'gemini']],
    [' openai , gemini ', ['openai', 'gemini']],
    ['openai,', ['openai']],
    [',,', []],
    ['', []],
    ['openai gemini', ['openai gemini']],
  ])('%j', (text, list) => {
    expect(splitList(text)).toEqual(list);
  });
});

test('a repeated flag is gathered in order, and the earlier list stays as it was', () => {
  const first = collect('429=0.1');
  const second = collect('hang=#3', first);
  expect([first, second]).toEqual([['429=0.1'], ['429=0.1', 'hang=#3']]);
});
