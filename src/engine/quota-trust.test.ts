import { expect, test } from 'vitest';
import { QuotaTrust } from './quota-trust.ts';

const MINUTE_MS = 60_000;

const told = (): QuotaTrust => {
  const trust = new QuotaTrust();
  trust.renew(0);
  return trust;
};

test('what headers tell is sent in full', () => {
  expect(new QuotaTrust().measureShare(1e9)).toBe(1);
  const trust = told();
  trust.end();
  expect(trust.isInUse).toBe(false);
  expect(trust.measureShare(1e9)).toBe(1);
});

test('a limit is kept for ten minutes, and then tried ever higher', () => {
  const trust = told();
  expect(trust.measureShare(10 * MINUTE_MS)).toBe(1);
  expect(trust.measureShare(15 * MINUTE_MS)).toBeCloseTo(2);
  expect(trust.measureShare(1_000 * MINUTE_MS)).toBe(16);
  // The refusal that comes of it is our own doing, and ends it.
  expect(trust.note(false, 15 * MINUTE_MS)).toBe(true);
  expect(trust.measureShare(15 * MINUTE_MS)).toBe(1);
});

test('refusals while more is sent than is allowed are explained, however many', () => {
  const trust = told();
  for (let ms = 0; ms < 100; ms++) expect(trust.note(true, ms)).toBe(true);
  expect(trust.measureShare(100)).toBe(1);
});

test('an odd refusal takes a little off for a while; the third within half a minute is not explained', () => {
  const trust = told();
  expect(trust.note(false, 1_000)).toBe(true);
  expect(trust.measureShare(1_000)).toBeCloseTo(0.985);
  expect(trust.measureShare(4 * MINUTE_MS)).toBe(1);
  expect(trust.note(false, 2_000)).toBe(true);
  expect(trust.note(false, 3_000)).toBe(false);
  // From then on one a minute is enough, until a few minutes were quiet.
  expect(trust.note(false, 30_000)).toBe(false);
  expect(trust.note(false, 6 * MINUTE_MS)).toBe(true);
});

test('odd refusals that are minutes apart are no reason to doubt', () => {
  const trust = told();
  for (let minute = 1; minute < 100; minute += 2) expect(trust.note(false, minute * MINUTE_MS)).toBe(true);
});

test('another limit begins anew', () => {
  const trust = told();
  for (const ms of [1, 2, 3]) trust.note(false, ms);
  trust.renew(4);
  expect(trust.measureShare(4)).toBe(1);
  expect(trust.note(false, 5)).toBe(true);
});
