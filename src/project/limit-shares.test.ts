import { describe, expect, test } from 'vitest';
import type { Binding } from '../engine/index.ts';
import { LimitShares } from './limit-shares.ts';

const nameOf = (binding: Binding): string | undefined => {
  const shares = new LimitShares('gpt-4o');
  shares.note(binding, 0);
  shares.note(undefined, 1);
  return shares.list()[0]?.what;
};

describe('what held a run back', () => {
  test('is told with the share of the time, the largest first', () => {
    const shares = new LimitShares('gpt-4o');
    const used = (count: number): Binding => ({
      kind: 'tokens-per-minute',
      text: `tokens per minute of gpt-4o, ${count} k of 450 k`,
      used: count * 1_000,
      limit: 450_000,
    });
    shares.note({ kind: 'calls', text: '32 calls at once (--concurrency)' }, 0);
    shares.note(used(412), 1_000);
    shares.note(used(449), 2_000);
    shares.note(undefined, 4_000);
    shares.note(undefined, 9_000);
    expect(shares.list()).toEqual([
      { what: 'tokens per minute of gpt-4o (450 k)', share: 0.75 },
      { what: '32 calls at once', share: 0.25 },
    ]);
  });

  test('is nothing when nothing was noted', () => {
    expect(new LimitShares('gpt-4o').list()).toEqual([]);
  });

  test.each<[Binding, string]>([
    [{ kind: 'provider-pause', text: 'pause of 12 s asked by gpt-4o' }, 'pauses that gpt-4o asked for'],
    [
      { kind: 'slowed-down', text: '3 calls at once after gpt-4o asked for less' },
      'fewer calls at once, as gpt-4o asked for less',
    ],
    [{ kind: 'learnt-rate', text: 'learnt rate, about 140' }, 'the learnt rate of gpt-4o'],
    [{ kind: 'breaker', text: 'next probe in 8 s' }, 'gpt-4o refusing nearly every request'],
    [{ kind: 'budget', text: 'the budget: $0.31 of $5.00 free' }, 'the budget'],
    [{ kind: 'ledger', text: 'the ledger waits: disk full' }, 'the ledger, which could not be written'],
    [
      { kind: 'requests-per-minute', text: 'requests per minute of gpt-4o, 588 of 600', limit: 600 },
      'requests per minute of gpt-4o (600)',
    ],
    [
      { kind: 'tokens-per-minute', text: 'tokens per minute of gpt-4o, x', limit: 1_500_000 },
      'tokens per minute of gpt-4o (1.5 M)',
    ],
  ])('has no figures of the moment: %j', (binding, what) => {
    expect(nameOf(binding)).toBe(what);
  });
});
