import type { Problem, Request, Sent, Usage } from '../providers/index.ts';
import { type Call, toCallKey } from './call.ts';
import { boundInputTokens, estimateInputTokens } from './estimate.ts';
import type { Permit } from './rate-limit.ts';
import { judgeAnswer } from './replay.ts';
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

/** Sends once, keeps what comes, and judges it. Undefined when the run stopped before anything was sent. */
export const askOnce = async <Value>(
  call: Call<Value>,
  request: Request,
  attempt: number,
  run: RunState,
): Promise<Asked<Value> | undefined> => {
  const { provider, ledger, clock, emit, priceUsage } = run.options;
  const worstOutput = provider.countWorstOutput(request);
  const worstUsd = priceUsage(toWorstUsage(request, worstOutput)) ?? 0;
  if (!(await run.budget.reserve(worstUsd, run.noMore))) {
    run.stop({ kind: 'budget', needUsd: worstUsd });
    return undefined;
  }
  const estimate = {
    inputTokens: estimateInputTokens(request),
    outputTokens: Math.ceil(request.maxTokens * TYPICAL_FILL),
  };
  const permit = await run.limiter.admit(estimate, run.noMore);
  if (permit === undefined) {
    run.settleCost(worstUsd, 0);
    return undefined;
  }
  emit({ kind: 'call-sent', call: call.id, attempt });
  const { sent, sentMs, latencyMs } = await send(request, worstOutput, run);
  if (sent.kind === 'failed') {
    releaseFailed(permit, sent, run);
    run.settleCost(worstUsd, 0, RETRY_RULES[sent.problem.kind].mayBeBilled ? worstUsd : 0);
    return { kind: 'problem', problem: sent.problem, answered: false };
  }
  run.health.noteAnswer();
  run.timeLimit.note(latencyMs);
  // The slot is free once the answer has arrived; storing it is between us and the disk.
  run.limiter.release(permit, { limits: sent.limits });
  const id = await ledger.recordAnswer(toCallKey(provider, call.request), { raw: sent.raw, sentMs, latencyMs });
  const judged = judgeAnswer(provider, call, request, sent.raw);
  if (judged.usage) run.limiter.settleUsage(permit, judged.usage);
  const costUsd = judged.usage ? priceUsage(judged.usage) : 0;
  run.settleCost(worstUsd, costUsd ?? 0);
  const verdict = judged.kind === 'accepted' ? 'accepted' : judged.problem.kind;
  ledger.settleAnswer(id, { usage: judged.usage, costUsd, verdict });
  emit({ kind: 'call-answered', call: call.id, latencyMs, costUsd });
  if (judged.kind === 'accepted') {
    run.health.noteAccepted();
    return { kind: 'accepted', value: judged.value, answered: true, answerId: id };
  }
  return { kind: 'problem', problem: judged.problem, answered: true };
};

const send = async (request: Request, worstOutput: number, run: RunState) => {
  const { provider, clock } = run.options;
  const sentMs = clock.nowMs();
  const startMs = clock.monotonicMs();
  const sent = await withTimeLimit(run.timeLimit.limitMs(worstOutput), run.drop, clock, (signal) =>
    provider.send(request, { signal }),
  );
  return { sent, sentMs, latencyMs: clock.monotonicMs() - startMs };
};

const releaseFailed = (permit: Permit, sent: Sent & { kind: 'failed' }, run: RunState): void => {
  if (!RETRY_RULES[sent.problem.kind].slowDown) {
    run.limiter.release(permit, { limits: sent.limits });
    return;
  }
  const ownPauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(10, run.health.refusals));
  const pauseMs = sent.problem.retryAfterMs ?? ownPauseMs;
  run.limiter.release(permit, { limits: sent.limits, slowDown: { pauseMs } });
  run.options.emit({ kind: 'rate-slowed', reason: sent.problem.message, pauseMs });
};

/** All input is taken to be written into a cache, which is the dearest it can be. */
const toWorstUsage = (request: Request, outputTokens: number): Usage => {
  const inputTokens = boundInputTokens(request);
  return { inputTokens, cachedInputTokens: 0, cacheWriteTokens: inputTokens, outputTokens, thinkingTokens: 0 };
};
