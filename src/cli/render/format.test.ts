import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatCount,
  formatPerMinute,
  formatSeconds,
  formatTable,
  formatUsd,
  formatUsdRange,
  quoteArgument,
} from './format.ts';

describe('dollars', () => {
  test.each([
    [0, '$0'],
    [1e-9, '< $0.0001'],
    [0.000099, '< $0.0001'],
    [0.0001, '$0.0001'],
    [0.00012345, '$0.000123'],
    [0.0075, '$0.0075'],
    [0.1, '$0.1'],
    [0.12345, '$0.123'],
    [0.9994, '$0.999'],
    [0.9996, '$1.00'],
    [1, '$1.00'],
    [1.005, '$1.01'],
    [3.0625, '$3.06'],
    [999.999, '$1,000.00'],
    [1234567.8, '$1,234,567.80'],
  ])('%d are %s', (usd, text) => {
    expect(formatUsd(usd)).toBe(text);
  });

  test('are within a hundredth of the amount, and never written with an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.0001, max: 1e9, noNaN: true }), (usd) => {
        const text = formatUsd(usd);
        expect(text).toMatch(/^\$[\d,]+(\.\d+)?$/);
        expect(Math.abs(Number(text.replace(/[$,]/g, '')) - usd)).toBeLessThanOrEqual(
          Math.max(0.00501, usd / 100),
        );
      }),
    );
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1234.5, '1,235'],
  [1_000_000, '1,000,000'],
])('the count %d is %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [0.04, '0.0 s'],
  [0.44, '0.4 s'],
  [0.5, '1 s'],
  [48.2, '48 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [65, '1 min 05 s'],
  [3599.4, '59 min 59 s'],
  [3599.5, '1 h 00 min'],
  [7799, '2 h 09 min'],
  [360_000, '100 h 00 min'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});

describe('a table', () => {
  test('has columns as wide as their widest cells, numbers to the right', () => {
    expect(
      formatTable([
        ['name', 'n', 1],
        ['a longer name', 'x', 200],
        ['', 'wide', 30],
      ]),
    ).toEqual(['name           n       1', 'a longer name  x     200', '               wide   30']);
  });

  test.each([
    ['without rows', [], []],
    ['with an empty row', [[]], ['']],
    ['with rows of unlike lengths', [['a'], ['bb', 'c'], ['d', '']], ['a', 'bb  c', 'd']],
  ])('%s', (_what, rows, lines) => {
    expect(formatTable(rows)).toEqual(lines);
  });
});

describe('a word for the shell', () => {
  test.each([
    ['gpt-4o', 'gpt-4o'],
    ['http://127.0.0.1:4010/v1', 'http://127.0.0.1:4010/v1'],
    ['hang=#3', 'hang=#3'],
    ['#tag', "'#tag'"],
    ['my folder', "'my folder'"],
    ["it's", "'it'\\''s'"],
    ['~/data', "'~/data'"],
    ['', "''"],
  ])('%j is %s', (text, word) => {
    expect(quoteArgument(text)).toBe(word);
  });

  test('comes out of a real shell as it went in', () => {
    const words = [
      'a b',
      "it's",
      '$HOME',
      '`id`',
      '#x',
      '*',
      '~',
      'a\nb',
      '-n',
      '"',
      '\\',
      'ü!',
      ';',
      'x=#3',
    ];
    const script = `printf '%s\\0' ${words.map(quoteArgument).join(' ')}`;
    const out = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(out.split('\0').slice(0, -1)).toEqual(words);
  });
});

test.each([
  [{ low: 0.95, likely: 1, high: 1.05 }, 'about $1.00'],
  [{ low: 1, likely: 1, high: 1 }, 'about $1.00'],
  [{ low: 0, likely: 0, high: 0 }, 'about $0'],
  [{ low: 2.123, likely: 3.06, high: 5.81 }, '$2.10 to $5.80'],
  [{ low: 0.00123, likely: 0.002, high: 0.0045 }, '$0.0012 to $0.0045'],
])('an amount that is not known for sure: %j is %s', (range, text) => {
  expect(formatUsdRange(range)).toBe(text);
});

test.each([
  [0, '0/min'],
  [0.04, '0.0/min'],
  [7.25, '7.3/min'],
  [9.94, '9.9/min'],
  [9.96, '10/min'],
  [1_234.5, '1,235/min'],
])('%d conversations a minute are %s', (perMinute, text) => {
  expect(formatPerMinute(perMinute)).toBe(text);
});
