import type { Request } from '../providers/index.ts';
import { askOnce } from './ask-once.ts';
import { type Call, takeRequestJson, toCallKey } from './call.ts';
import type { Outcome } from './outcome.ts';
import { Patience } from './patience.ts';
import { replayCall, toNextRequest, toSettlement } from './replay.ts';
import type { RunState } from './run-state.ts';

/** What became of a call: an outcome, nothing because the run stopped, or another process holds it. */
export type Settled<Value> = Outcome<Value> | undefined | 'held';

/**
 * Sees one call through: from the ledger when it holds the answer, else by asking until it is accepted or given up.
 *
 * It is claimed late, when it can soon be sent, so that other processes find work as long as there is any.
 *
 * @returns undefined when the run stopped before the call was settled; the next run takes it up again. `held` when
 * another process is at it: its answer can be had from the ledger later.
 */
export const settleCall = async <Value>(call: Call<Value>, run: RunState): Promise<Settled<Value>> => {
  const { provider, ledger } = run.options;
  const stored = replayCall(provider, call, ledger, (id, judged) => {
    ledger.settleAnswer(id, toSettlement(judged, run.options.priceUsage));
  });
  if (stored.kind === 'accepted') return { ...stored, call, source: 'ledger' };
  if (!(await run.readAhead.enter(run.noMore))) return undefined;
  let isAhead = true;
  const leave = (): void => {
    if (isAhead) run.readAhead.leave();
    isAhead = false;
  };
  try {
    const { name, baseUrl } = provider;
    const key = toCallKey(provider, call);
    const { model } = call.request;
    const record = { key, provider: name, baseUrl, model, request: takeRequestJson(call) };
    if (!(await ledger.claim(record, run.noMore))) return 'held';
    try {
      return await settleClaimed(call, run, leave);
    } finally {
      ledger.release(key);
    }
  } finally {
    leave();
  }
};

const settleClaimed = async <Value>(
  call: Call<Value>,
  run: RunState,
  onSend: () => void,
): Promise<Outcome<Value> | undefined> => {
  const { provider, ledger, clock } = run.options;
  // Since the first look another process may have finished the call.
  const again = replayCall(provider, call, ledger);
  if (again.kind === 'accepted') return { ...again, call, source: 'ledger' };
  const outcome = await askUntilSettled(call, again.request, again.answers, run, onSend);
  if (outcome?.kind === 'failed') {
    const { kind, message } = outcome.problem;
    await ledger.recordFailure(toCallKey(provider, call), { kind, message, atMs: clock.nowMs() });
  }
  return outcome;
};

const askUntilSettled = async <Value>(
  call: Call<Value>,
  first: Request,
  earlierAnswers: number,
  run: RunState,
  onSend: () => void,
): Promise<Outcome<Value> | undefined> => {
  const { clock, random, emit, maxAttempts } = run.options;
  const patience = new Patience(maxAttempts, random);
  let request = first;
  let answers = earlierAnswers;
  for (;;) {
    const asked = await askOnce(call, request, patience.attempt, run, onSend);
    if (asked === undefined) return undefined;
    answers += asked.answered ? 1 : 0;
    if (asked.kind === 'accepted') {
      const { value, answerId } = asked;
      return { kind: 'accepted', call, value, source: 'provider', answers, answerId };
    }
    const { problem, send, latencyMs } = asked;
    const { kind, message } = problem;
    const { then, waitMs } = patience.decide(problem);
    emit({ kind: 'call-troubled', call: call.id, send, latencyMs, problem: kind, message, then, waitMs });
    const isCutShort = run.stopReason !== undefined && (then !== 'give-up' || kind === 'interrupted');
    if (isCutShort) return undefined;
    if (then === 'give-up') return { kind: 'failed', call, problem, answers };
    request = toNextRequest(call, request, problem);
    await clock.sleep(waitMs, run.noMore);
  }
};
