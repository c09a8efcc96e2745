import {
  type Call,
  type EngineEvent,
  type Outcome,
  runCalls,
  type StopReason,
  toCallKey,
} from '../../engine/index.ts';
import { nameModel } from '../../gate/index.ts';
import { toRunOptions } from '../run-options.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { JudgeTarget } from './judge-targets.ts';

/** What a judge answered, by the id of the call; calls that a stop left open are absent. */
export interface Answered<Value> {
  readonly outcomes: ReadonlyMap<string, Outcome<Value>>;
  /** US dollars of all answers to a call, in this run and before, by its id; absent where there is no price. */
  readonly costUsd: ReadonlyMap<string, number>;
  readonly stopReason: StopReason | undefined;
}

/** Asks one judge all that is wanted of it, each question once: what the ledger holds is not paid for again. */
export const askJudge = async <Value>(
  target: JudgeTarget,
  calls: readonly Call<Value>[],
  parts: JudgeParts,
): Promise<Answered<Value>> => {
  const { ledger, tell } = parts;
  const { provider, judge } = target;
  let done = 0;
  const name = nameModel(judge.id);
  const emit = (event: EngineEvent): void => tell({ kind: 'engine', judge: name, event });
  const run = runCalls(calls, toRunOptions(target, parts, emit));
  const outcomes = new Map<string, Outcome<Value>>();
  for await (const outcome of run.outcomes) {
    outcomes.set(outcome.call.id, outcome);
    done++;
    tell({ kind: 'judged', judge: name, done, of: calls.length, spentUsd: run.state.spentUsd });
  }
  await ledger.setAside([]).catch(() => undefined);
  const costUsd = new Map<string, number>();
  for (const call of calls) {
    const spending = ledger.readSpending([toCallKey(provider, call)]);
    if (spending.unpriced === 0) costUsd.set(call.id, spending.costUsd);
  }
  return { outcomes, costUsd, stopReason: run.state.stopReason };
};
