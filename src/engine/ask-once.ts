import type { Problem, Request, Sent, Usage } from '../providers/index.ts';
import { Bill } from './bill.ts';
import { type Call, toCallKey } from './call.ts';
import { boundInputTokens, estimateInputTokens } from './estimate.ts';
import type { Ending, Estimate, Permit } from './rate-limit.ts';
import { judgeAnswer, toSettlement } from './replay.ts';
import { RETRY_RULES } from './retry-rules.ts';
import type { RunState } from './run-state.ts';
import { withTimeLimit } from './time-limit.ts';

/** Share of the room for the answer that a typical answer fills; the rest is given back when it arrives. */
const TYPICAL_FILL = 0.7;
/** A refusal to serve without a word on when to come back: a tenth of a second, doubling up to a second. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** What one send came to. */
export type Asked<Value> =
  | { readonly kind: 'accepted'; readonly value: Value; readonly answered: true; readonly answerId: number }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly answered: boolean };

/** One send, with the leave to make it and the money that is set apart for it. */
interface Send<Value> {
  readonly call: Call<Value>;
  readonly request: Request;
  readonly attempt: number;
  readonly worstOutput: number;
  readonly permit: Permit;
  readonly bill: Bill;
}

/** How and when a send ended. */
interface Arrival {
  readonly sent: Sent;
  readonly sentMs: number;
  readonly latencyMs: number;
}

/** Sends once, keeps what comes, and judges it. Undefined when the run stopped before anything was sent. */
export const askOnce = async <Value>(
  call: Call<Value>,
  request: Request,
  attempt: number,
  run: RunState,
): Promise<Asked<Value> | undefined> => {
  const worstOutput = run.options.provider.countWorstOutput(request);
  const worstUsd = run.options.priceUsage(toWorstUsage(request, worstOutput)) ?? 0;
  if (!(await run.budget.reserve(worstUsd, run.noMore))) {
    run.stop({ kind: 'budget', needUsd: worstUsd });
    return undefined;
  }
  const bill = new Bill(worstUsd, (...amounts) => run.settleCost(...amounts));
  try {
    const permit = await run.limiter.admit(toEstimate(request), run.noMore);
    if (permit === undefined) return undefined;
    const send: Send<Value> = { call, request, attempt, worstOutput, permit, bill };
    const arrival = await carryOut(send, run);
    return arrival && (await settle(send, arrival, run));
  } finally {
    bill.close();
  }
};

/** Sends, and gives the permit back with what is learnt from how that ended. */
const carryOut = async <Value>(send: Send<Value>, run: RunState): Promise<Arrival | undefined> => {
  const { provider, clock, emit } = run.options;
  let ending: Ending = { kind: 'unserved', limits: {} };
  try {
    // The run may have stopped since the permit was given.
    if (run.noMore.aborted) return undefined;
    emit({ kind: 'call-sent', call: send.call.id, attempt: send.attempt });
    const sentMs = clock.nowMs();
    const startMs = clock.monotonicMs();
    send.bill.markSent();
    const limitMs = (): number => run.timeLimit.limitMs(send.worstOutput);
    const sent = await withTimeLimit(limitMs, run.drop, clock, (signal) =>
      provider.send(send.request, { signal }),
    );
    ending = toEnding(sent, run);
    // Before the slot is given to the next call, which may be one too many.
    if (sent.kind === 'failed') run.noteProblem(sent.problem);
    // Before the permit goes to the next in line, who would meet the same.
    if (sent.kind === 'failed' && RETRY_RULES[sent.problem.kind].then === 'stop-run') {
      run.stop({ kind: 'problem', problem: sent.problem });
    }
    return { sent, sentMs, latencyMs: clock.monotonicMs() - startMs };
  } finally {
    // The slot is free as soon as the answer has arrived; storing it is between us and the disk.
    run.limiter.release(send.permit, ending);
  }
};

const settle = async <Value>(
  { call, request, permit, bill }: Send<Value>,
  { sent, ...times }: Arrival,
  run: RunState,
): Promise<Asked<Value>> => {
  const { provider, ledger, emit, priceUsage } = run.options;
  if (sent.kind === 'failed') {
    bill.settle(RETRY_RULES[sent.problem.kind].mayBeBilled ? undefined : 0);
    return { kind: 'problem', problem: sent.problem, answered: false };
  }
  run.health.noteAnswer();
  run.timeLimit.note(times.latencyMs);
  const id = await ledger.recordAnswer(toCallKey(provider, call), { raw: sent.raw, ...times });
  const judged = judgeAnswer(provider, call, request, sent.raw);
  if (judged.usage) run.limiter.settleUsage(permit, judged.usage);
  const settlement = toSettlement(judged, priceUsage);
  const { costUsd } = settlement;
  // An answer that does not tell what it used may have cost the worst; one without a price counts for nothing.
  bill.settle(judged.usage ? (costUsd ?? 0) : undefined);
  ledger.settleAnswer(id, settlement);
  emit({ kind: 'call-answered', call: call.id, latencyMs: times.latencyMs, costUsd });
  if (judged.kind === 'problem') {
    run.noteProblem(judged.problem);
    return { kind: 'problem', problem: judged.problem, answered: true };
  }
  run.health.noteAccepted();
  return { kind: 'accepted', value: judged.value, answered: true, answerId: id };
};

const toEnding = (sent: Sent, run: RunState): Ending => {
  const { limits } = sent;
  if (sent.kind === 'answered') return { kind: 'answered', limits };
  const { problem } = sent;
  const rule = RETRY_RULES[problem.kind];
  const kind = rule.mayBeBilled ? 'lost' : 'unserved';
  if (!rule.slowDown) return { kind, limits };
  const ownPauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, run.health.refusals));
  // A provider that asks to be asked again at once, and refuses again, would be asked without a pause for ever.
  const pauseMs = problem.retryAfterMs || ownPauseMs;
  run.options.emit({ kind: 'rate-slowed', reason: problem.message, pauseMs });
  return { kind, limits, slowDown: { pauseMs } };
};

const toEstimate = (request: Request): Estimate => ({
  inputTokens: estimateInputTokens(request),
  outputTokens: Math.ceil(request.maxTokens * TYPICAL_FILL),
});

/** All input is taken to be written into a cache, which is the dearest it can be. */
const toWorstUsage = (request: Request, outputTokens: number): Usage => {
  const inputTokens = boundInputTokens(request);
  return {
    inputTokens,
    cachedInputTokens: 0,
    cacheWriteTokens: inputTokens,
    outputTokens,
    thinkingTokens: 0,
  };
};
