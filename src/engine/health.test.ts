import { describe, expect, test } from 'vitest';
import type { Problem, ProblemKind } from '../providers/index.ts';
import { Health } from './health.ts';

const problem = (kind: ProblemKind, extras: Partial<Problem> = {}): Problem => ({
  kind,
  message: 'x',
  ...extras,
});

/** When the first of a row of the same problem, one each second, is one too many. */
const findEndMs = (health: Health, kind: ProblemKind, fromMs = 0): number | undefined => {
  for (let nowMs = fromMs; nowMs <= fromMs + 2_000_000; nowMs += 1_000) {
    if (health.isHopeless(problem(kind), nowMs)) return nowMs - fromMs;
  }
  return undefined;
};

describe('the health of a run', () => {
  test.each<[ProblemKind, number | undefined]>([
    ['unreachable', 8_000],
    ['rate-limited', 900_000],
    ['overloaded', 900_000],
    ['server-error', 900_000],
    ['connection-lost', 4_000],
    ['timed-out', 4_000],
    ['foreign-body', 4_000],
    ['not-http', 4_000],
    ['bad-request', 4_000],
    ['wrong-model', 4_000],
    ['too-large', 4_000],
    ['not-json', undefined],
    ['refused', undefined],
  ])('that sees nothing but %s ends after %s ms', (kind, endMs) => {
    expect(findEndMs(new Health(), kind)).toBe(endMs);
  });

  test.each<[string, (health: Health) => void]>([
    ['an answer', (health) => health.noteAnswer()],
    ['a refusal to serve', (health) => void health.isHopeless(problem('rate-limited'), 0)],
    ['a server error', (health) => void health.isHopeless(problem('server-error'), 0)],
  ])('bears an outage of a minute after %s', (_what, hear) => {
    const health = new Health();
    hear(health);
    expect(findEndMs(health, 'unreachable')).toBe(60_000);
  });

  test.each<ProblemKind>(['connection-lost', 'timed-out'])('once it has heard anything bears %s', (kind) => {
    const health = new Health();
    for (let turn = 0; turn < 4; turn++) health.isHopeless(problem(kind), turn);
    health.isHopeless(problem('rate-limited'), 4);
    expect(findEndMs(health, kind, 5)).toBeGreaterThan(899_000);
  });

  test.each<ProblemKind>(['foreign-body', 'not-http'])('once anything was accepted bears %s', (kind) => {
    const health = new Health();
    health.noteAnswer();
    health.noteAccepted();
    expect(findEndMs(health, kind)).toBeUndefined();
  });

  test('does not count what was lost before the first word for what comes after it', () => {
    const health = new Health();
    for (let turn = 0; turn < 4; turn++) health.isHopeless(problem('timed-out'), turn);
    expect(health.isHopeless(problem('bad-request'), 4)).toBe(false);
  });

  test('does not take a blip after a long row of refusals for an outage', () => {
    const health = new Health();
    for (let nowMs = 0; nowMs < 120_000; nowMs += 1_000) {
      expect(health.isHopeless(problem('rate-limited'), nowMs)).toBe(false);
    }
    expect(health.isHopeless(problem('unreachable'), 121_000)).toBe(false);
    expect(health.isHopeless(problem('rate-limited'), 122_000)).toBe(false);
    expect(health.isHopeless(problem('unreachable'), 183_000)).toBe(false);
  });

  test('begins to count anew with each answer', () => {
    const health = new Health();
    for (let nowMs = 0; nowMs < 5_000_000; nowMs += 50_000) {
      if (nowMs % 500_000 === 0) health.noteAnswer();
      expect(health.isHopeless(problem('overloaded'), nowMs)).toBe(false);
    }
  });

  test('ends at once when the provider asks for a longer wait than is borne', () => {
    const health = new Health();
    expect(health.isHopeless(problem('rate-limited', { retryAfterMs: 900_000 }), 0)).toBe(false);
    expect(health.isHopeless(problem('rate-limited', { retryAfterMs: 86_400_000 }), 0)).toBe(true);
  });

  test('does not doubt the set-up once anything was accepted', () => {
    const health = new Health();
    health.noteAccepted();
    expect(findEndMs(health, 'bad-request')).toBeUndefined();
  });

  test('does not doubt the set-up while answers come that could not be used', () => {
    const health = new Health();
    for (let turn = 0; turn < 40; turn++) {
      expect(health.isHopeless(problem(turn % 4 === 3 ? 'not-json' : 'too-large'), turn)).toBe(false);
    }
  });

  test('does not take the sleep of a machine for silence or for an outage', () => {
    const health = new Health();
    health.noteAnswer();
    expect(health.isHopeless(problem('unreachable'), 1_000)).toBe(false);
    expect(health.isHopeless(problem('unreachable'), 9 * 3_600_000)).toBe(false);
    expect(health.isHopeless(problem('connection-lost'), 18 * 3_600_000)).toBe(false);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'takes a wait of %s ms for none',
    (retryAfterMs) => {
      expect(new Health().isHopeless(problem('rate-limited', { retryAfterMs }), 0)).toBe(false);
    },
  );
});
