import { describe, expect, test } from 'vitest';
import { makeAllowance, parseMomentMs, readNumber, readRetryAfterMs } from './headers.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('readRetryAfterMs', () => {
  test.each<[what: string, headers: Record<string, string>, ms: number | undefined]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['broken seconds', { 'retry-after': '0.25' }, 250],
    ['milliseconds before seconds', { 'retry-after-ms': '320.5', 'retry-after': '1' }, 320.5],
    ['an HTTP date', { 'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT' }, 30_000],
    ['an HTTP date that is past', { 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, 0],
    ['zero', { 'retry-after': '0' }, 0],
    ['nothing', {}, undefined],
    ['a negative number', { 'retry-after': '-1' }, undefined],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['nonsense in milliseconds', { 'retry-after-ms': 'NaN', 'retry-after': '2' }, 2000],
  ])('reads %s', (_what, headers, ms) => {
    expect(readRetryAfterMs(new Headers(headers), NOW)).toBe(ms);
  });
});

test.each<[string, number | undefined]>([
  ['30000', 30_000],
  [' 5 ', 5],
  ['1.5', 1.5],
  ['', undefined],
  ['-5', undefined],
  ['1e9', undefined],
  ['lots', undefined],
])('the header %j is the number %s', (value, number) => {
  expect(readNumber(new Headers({ name: value }), 'name')).toBe(number);
});

test.each<[string, number | undefined]>([
  ['2026-11-22T12:00:10Z', 10_000],
  ['2026-11-22T13:00:00+01:00', 0],
  ['2020-01-01T00:00:00Z', 0],
  ['', undefined],
  ['tomorrow', undefined],
])('the moment %j is %s ms away', (text, ms) => {
  expect(parseMomentMs(text, NOW)).toBe(ms);
});

test('an allowance without a limit is none', () => {
  expect(makeAllowance(undefined, 5, 1)).toBeUndefined();
  expect(makeAllowance(0, 5, 1)).toBeUndefined();
  expect(makeAllowance(10, undefined, undefined)).toEqual({ limit: 10 });
});
