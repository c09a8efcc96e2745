import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../conversation/index.ts';
import type { Outcome } from '../../engine/index.ts';
import type { Stored } from './stored-outcome.ts';
import { makeRounds, makeTalk } from './testing/make-rounds.ts';
import { Walk } from './walk.ts';

/** What the ledger holds of an assignment: a conversation, a failure with answers, or one without. */
type Held = 'accepted' | 'failed' | 'unpaid';

const openWalk = (count: number, held: (number: number) => Held | undefined, signal?: AbortSignal) => {
  const rounds = makeRounds(count);
  const failed: number[] = [];
  const walk = new Walk({
    rounds,
    readStored: ({ number, topic }): Stored => {
      const call = { id: String(number) } as Outcome<Conversation>['call'];
      const as = held(number);
      if (as === undefined) return { kind: 'open' };
      if (as === 'accepted') {
        const value = makeTalk({ topic });
        const outcome = { kind: as, call, value, source: 'ledger', answers: 1, answerId: number } as const;
        return { kind: 'settled', outcome };
      }
      const problem = { kind: 'refused', message: 'No.' } as const;
      const outcome = { kind: 'failed', call, problem, answers: as === 'failed' ? 3 : 0 } as const;
      return { kind: as === 'failed' ? 'settled' : 'unpaid', outcome };
    },
    hasAnswer: ({ number }) => ['accepted', 'failed'].includes(held(number) ?? ''),
    onSettled: async ({ call, kind }) => {
      const number = Number(call.id);
      if (kind === 'failed') failed.push(number);
      else await rounds.settle(number, makeTalk({ topic: '' }));
    },
    ...(signal && { signal }),
  });
  const next = async () => (await walk.next())?.map(({ number }) => number);
  return { walk, rounds, failed, next };
};

describe('a walk through the rounds', () => {
  test('asks for all of the plan when the ledger is empty', async () => {
    const { next } = openWalk(4, () => undefined);
    expect(await next()).toEqual([1, 2, 3, 4]);
  });

  test('ends at once when the ledger holds all', async () => {
    const { next, walk } = openWalk(4, () => 'accepted');
    expect(await next()).toBeUndefined();
    expect(walk.end?.accepted).toEqual([1, 2, 3, 4]);
  });

  test('asks for what a run that was killed left open, and for nothing of the round after it', async () => {
    const { next } = openWalk(4, (number) => (number === 3 ? undefined : 'accepted'));
    expect(await next()).toEqual([3]);
  });

  test('takes a call that was paid for and given up as lost, and asks for another in its place', async () => {
    const { next, failed, rounds } = openWalk(4, (number) =>
      number > 4 ? undefined : number === 3 ? 'failed' : 'accepted',
    );
    const [other = 0] = (await next()) ?? [];
    expect(other).toBeGreaterThan(4);
    expect(failed).toEqual([3]);
    expect(rounds.round).toBe(2);
  });

  test('asks again for a call that never had an answer', async () => {
    const { next, failed } = openWalk(4, (number) => (number === 3 ? 'unpaid' : 'accepted'));
    expect(await next()).toBeUndefined();
    // Another was paid for in its place, so it stays lost.
    expect(failed).toEqual([3]);
    const { next: nextOf, failed: failedOf } = openWalk(4, (number) =>
      number > 4 ? 'unpaid' : number === 3 ? 'unpaid' : 'accepted',
    );
    expect(await nextOf()).toEqual([3]);
    expect(failedOf).toEqual([]);
  });

  test('asks again for all of a run without a network, also when that had asked as often as it may', async () => {
    const { next } = openWalk(4, () => 'unpaid');
    expect(await next()).toEqual([1, 2, 3, 4]);
  });

  test('goes on to the next round when all that was asked for is settled, with or without a conversation', async () => {
    const { next, rounds } = openWalk(4, () => undefined);
    await next();
    for (const number of [1, 2, 4]) await rounds.settle(number, makeTalk({ topic: '' }));
    const [other = 0, ...more] = (await next()) ?? [];
    expect(other).toBeGreaterThan(4);
    expect(more).toEqual([]);
    await rounds.settle(other, makeTalk({ topic: '' }));
    expect(await next()).toBeUndefined();
  });

  test('looks nothing up once it is to stop', async () => {
    const { next } = openWalk(4, () => 'accepted', AbortSignal.abort());
    expect(await next()).toEqual([1, 2, 3, 4]);
  });
});
