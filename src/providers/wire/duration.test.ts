import { expect, test } from 'vitest';
import { parseDurationMs } from './duration.ts';

test.each([
  ['1s', 1000],
  ['6m0s', 360_000],
  ['120ms', 120],
  ['1.5s', 1500],
  ['1h2m3.5s', 3_723_500],
  ['8.64s', 8640],
  ['38s', 38_000],
  ['4.2s', 4200],
  ['500µs', 0.5],
  ['0s', 0],
  [' 2s ', 2000],
])('T2: the duration %j is %d ms', (text, ms) => {
  expect(parseDurationMs(text)).toBeCloseTo(ms, 9);
});

test.each(['', '12', 's', '1d', '-1s', '1s2', '6m 0s', 'soon', '2026-11-22T00:00:00Z'])(
  '%j is no duration',
  (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
  },
);
