import type { Problem, Request, Sent } from '../providers/index.ts';
import type { Estimate } from './amounts.ts';
import { Bill } from './bill.ts';
import { type Call, toCallKey } from './call.ts';
import { boundInputTokens, estimateInputTokens } from './estimate.ts';
import { isWait } from './patience.ts';
import type { Ending, Permit, Refusal } from './permit.ts';
import { judgeAnswer, toSettlement } from './replay.ts';
import { RETRY_RULES } from './retry-rules.ts';
import type { RunState } from './run-state.ts';
import { withTimeLimit } from './time-limit.ts';

/** What one send came to. */
export type Asked<Value> =
  | { readonly kind: 'accepted'; readonly value: Value; readonly answered: true; readonly answerId: number }
  | {
      readonly kind: 'problem';
      readonly problem: Problem;
      readonly answered: boolean;
      readonly send: number;
      readonly latencyMs: number;
    };

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
  readonly send: number;
  readonly sentMs: number;
  readonly latencyMs: number;
}

/** Sends once, keeps what comes, and judges it. Undefined when the run stopped before anything was sent. */
export const askOnce = async <Value>(
  call: Call<Value>,
  request: Request,
  attempt: number,
  run: RunState,
  onSend: () => void = () => undefined,
): Promise<Asked<Value> | undefined> => {
  const worstOutput = run.options.provider.countWorstOutput(request);
  const size = { inputTokens: boundInputTokens(request), outputTokens: worstOutput };
  const worstUsd = run.options.boundCost(size) ?? 0;
  if (!(await run.reserve(worstUsd))) {
    run.stop({ kind: 'budget', needUsd: worstUsd });
    return undefined;
  }
  const bill = new Bill(worstUsd, (...amounts) => run.settleCost(...amounts));
  try {
    const permit = await admit(toEstimate(request, worstOutput, run), run);
    if (permit === undefined) return undefined;
    onSend();
    const send: Send<Value> = { call, request, attempt, worstOutput, permit, bill };
    const arrival = await carryOut(send, run);
    return arrival && (await settle(send, arrival, run));
  } finally {
    bill.close();
  }
};

/** Waits until the limiter lets the call out and the ledger can take its answer. While the ledger waits, no slot is held. */
const admit = async (estimate: Estimate, run: RunState): Promise<Permit | undefined> => {
  const { ledger } = run.options;
  for (;;) {
    const admitted = run.limiter.admit(estimate, run.noMore);
    run.lookAtBinding();
    const permit = await admitted;
    if (permit === undefined || ledger.blocked === undefined) return permit;
    run.limiter.release(permit, { kind: 'unserved', limits: {} });
    run.lookAtBinding();
    if (!(await ledger.whenWritable(run.noMore))) return undefined;
  }
};

/** Sends, and gives the permit back with what is learnt from how that ended. */
const carryOut = async <Value>(send: Send<Value>, run: RunState): Promise<Arrival | undefined> => {
  const { provider, clock, emit } = run.options;
  let ending: Told = { kind: 'unserved', limits: {} };
  try {
    // The run may have stopped since the permit was given.
    if (run.noMore.aborted) return undefined;
    const number = run.nextSend();
    emit({ kind: 'call-sent', call: send.call.id, attempt: send.attempt, send: number });
    const sentMs = clock.nowMs();
    const startMs = clock.monotonicMs();
    send.bill.markSent();
    const limitMs = (): number => run.timeLimit.limitMs(send.worstOutput, run.limiter.inFlight);
    const sent = await withTimeLimit(limitMs, run.drop, clock, (signal) =>
      provider.send(send.request, { signal }),
    );
    ending = toEnding(sent);
    // Before the slot is given to the next call, which may be one too many.
    if (sent.kind === 'failed') run.noteProblem(sent.problem);
    // Before the permit goes to the next in line, who would meet the same.
    if (sent.kind === 'failed' && RETRY_RULES[sent.problem.kind].then === 'stop-run') {
      run.stop({ kind: 'problem', problem: sent.problem });
    }
    return { sent, send: number, sentMs, latencyMs: clock.monotonicMs() - startMs };
  } finally {
    // The slot is free as soon as the answer has arrived; storing it is between us and the disk.
    release(send.permit, ending, run);
  }
};

const settle = async <Value>(
  { call, request, permit, bill, worstOutput }: Send<Value>,
  { sent, send, ...times }: Arrival,
  run: RunState,
): Promise<Asked<Value>> => {
  const { provider, ledger, emit, priceUsage } = run.options;
  if (sent.kind === 'failed') {
    bill.settle(RETRY_RULES[sent.problem.kind].mayBeBilled ? undefined : 0);
    return { kind: 'problem', problem: sent.problem, answered: false, send, latencyMs: times.latencyMs };
  }
  run.health.noteAnswer();
  run.timeLimit.note(times.latencyMs, worstOutput);
  const id = await ledger.recordAnswer(toCallKey(provider, call), { raw: sent.raw, ...times });
  const judged = judgeAnswer(provider, call, request, sent.raw);
  if (judged.usage) {
    run.limiter.settleUsage(permit, judged.usage);
    run.fill.note(estimateInputTokens(request), judged.usage.inputTokens, judged.usage.outputTokens);
  }
  const settlement = toSettlement(judged, priceUsage);
  const { costUsd } = settlement;
  // An answer that does not tell what it used may have cost the worst; one without a price counts for nothing.
  bill.settle(judged.usage ? (costUsd ?? 0) : undefined);
  ledger.settleAnswer(id, settlement);
  emit({
    kind: 'call-answered',
    call: call.id,
    send,
    latencyMs: times.latencyMs,
    costUsd,
    usage: settlement.usage,
    verdict: settlement.verdict,
  });
  if (judged.kind === 'problem') {
    run.noteProblem(judged.problem);
    return { kind: 'problem', problem: judged.problem, answered: true, send, latencyMs: times.latencyMs };
  }
  run.health.noteAccepted();
  return { kind: 'accepted', value: judged.value, answered: true, answerId: id };
};

const release = (permit: Permit, ending: Told, run: RunState): void => {
  const pauseMs = run.limiter.release(permit, ending);
  run.lookAtBinding();
  if (ending.refusal && ending.refusal.why !== 'fault') {
    run.options.emit({ kind: 'rate-slowed', reason: ending.reason ?? '', pauseMs });
  }
};

/** An ending with the words of the provider. */
type Told = Ending & { readonly reason?: string };

const toEnding = (sent: Sent): Told => {
  const { limits } = sent;
  if (sent.kind === 'answered') return { kind: 'answered', limits };
  const { problem } = sent;
  const kind = RETRY_RULES[problem.kind].mayBeBilled ? 'lost' : 'unserved';
  const why = toRefusalWhy(problem);
  if (why === undefined) return { kind, limits };
  const { retryAfterMs, message } = problem;
  return { kind, limits, refusal: { why, ...(isWait(retryAfterMs) && { retryAfterMs }) }, reason: message };
};

const toRefusalWhy = ({ kind, message }: Problem): Refusal['why'] | undefined => {
  switch (kind) {
    case 'rate-limited':
      return 'rate';
    case 'overloaded':
      // OpenAI's word for a rate that grew too fast (error codes guide, 2026-07-15).
      return /slow down/i.test(message) ? 'surge' : 'overload';
    case 'server-error':
      return 'fault';
    default:
      return undefined;
  }
};

const toEstimate = (request: Request, worstOutput: number, { fill, options }: RunState): Estimate => {
  const estimated = estimateInputTokens(request);
  const inputTokens = fill.expectInput(estimated);
  const outputTokens = fill.expectOutput(request.maxTokens, worstOutput);
  // OpenAI counts the larger of the room for the answer and the prompt, when the request comes in, and gives none of it
  // back (rate limits guide, 2026-07-15). What a server that speaks its wire really counts is learnt from its headers.
  return options.provider.name === 'openai'
    ? { inputTokens, outputTokens, chargedTokens: Math.max(worstOutput, inputTokens) }
    : { inputTokens, outputTokens };
};
