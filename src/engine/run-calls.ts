import type { Call } from './call.ts';
import { CallSource } from './call-source.ts';
import type { Outcome } from './outcome.ts';
import { OutcomeQueue } from './outcome-queue.ts';
import { type RunOptions, RunState } from './run-state.ts';
import { settleCall } from './settle-call.ts';

/** Calls that may be in hand beyond those that are under way: they wait for a pause, a look at the ledger or the disk. */
const WAITING_ROOM = 32;

/** A run at work: outcomes as they come, and how things stand. */
export interface Run<Value> {
  readonly outcomes: AsyncIterable<Outcome<Value>>;
  readonly state: RunState;
}

/**
 * Makes every call that the ledger does not yet hold an accepted answer for.
 *
 * Outcomes come as they finish, not in the order of `calls`, each once it is durable. One bad answer throws nothing:
 * it is an outcome of kind `failed`. The calls are drawn one by one as there is room, so memory does not grow with
 * their number. A fault of the ledger, or a bug, ends the run: the iteration ends after the
 * outcomes there are, and `state.stopReason` holds the fault.
 */
export const runCalls = <Value>(calls: Iterable<Call<Value>>, options: RunOptions): Run<Value> => {
  const state = new RunState(options);
  return { outcomes: settleAll(calls, state), state };
};

async function* settleAll<Value>(
  calls: Iterable<Call<Value>>,
  state: RunState,
): AsyncGenerator<Outcome<Value>> {
  const queue = new OutcomeQueue<Outcome<Value>>();
  const source = new CallSource(calls, state.options.clock);
  const work = async (): Promise<void> => {
    for (;;) {
      const next = await source.next(state.noMore);
      if (next === undefined) return;
      const outcome = await settleCall(next.call, state);
      if (outcome === undefined) return;
      if (outcome === 'held') {
        source.passOver(next);
        continue;
      }
      const { emit } = state.options;
      const origin = outcome.kind === 'accepted' ? outcome.source : 'provider';
      emit({ kind: 'call-settled', call: outcome.call.id, as: outcome.kind, source: origin });
      await queue.put(outcome);
    }
  };
  const workers = Array.from({ length: state.options.ceilings.concurrency + WAITING_ROOM }, () =>
    work().catch((error: unknown) => state.stop({ kind: 'fault', error })),
  );
  const allDone = Promise.allSettled(workers).then(() => queue.close());
  let hasEnded = false;
  try {
    yield* queue;
    hasEnded = true;
  } finally {
    // A consumer that leaves early begins nothing new, and what is under way is seen to its end.
    if (!hasEnded) state.stop({ kind: 'interrupted' });
    await allDone;
    state.finish();
    source.close();
  }
}
