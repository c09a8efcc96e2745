import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../base/index.ts';
import { RETRY_RULES } from '../engine/index.ts';
import { PROBLEM_KINDS } from '../providers/index.ts';
import { needsMending, STOP_PROBLEMS } from './stop-problems.ts';
import { makeSummary, stoppedBy } from './testing/make-summary.ts';

describe('the problems that stop a run', () => {
  test.each(PROBLEM_KINDS.filter((kind) => RETRY_RULES[kind].then === 'stop-run'))(
    'of the kind %s have an error that explains them and advice',
    (kind) => {
      expect(ERROR_CODES).toContain(STOP_PROBLEMS[kind]?.code);
      expect(STOP_PROBLEMS[kind]?.advice).toMatch(/\.$/);
    },
  );

  test('are told apart by whether time mends them', () => {
    const mend = PROBLEM_KINDS.filter((kind) =>
      needsMending(makeSummary({ written: 0, ...stoppedBy(kind) })),
    );
    expect(mend.toSorted()).toEqual(
      [
        'bad-key',
        'bad-request',
        'connection-lost',
        'foreign-body',
        'forbidden',
        'not-http',
        'timed-out',
        'too-large',
        'unknown-model',
        'unreachable',
        'wrong-model',
        'wrong-url',
      ].toSorted(),
    );
  });

  test.each([
    ['interrupted', { kind: 'interrupted' }],
    ['out of budget', { kind: 'budget', needUsd: 1 }],
    ['ended', undefined],
  ] as const)('a run that was %s needs no mending', (_how, stopReason) => {
    expect(needsMending(makeSummary({ written: 0, stopReason }))).toBe(false);
  });
});
