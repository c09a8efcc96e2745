import type { Random } from '../base/index.ts';
import type { Problem, Request } from '../providers/index.ts';
import { askOnce } from './ask-once.ts';
import { toBackoffMs } from './backoff.ts';
import { type Call, toCallKey } from './call.ts';
import type { Outcome } from './outcome.ts';
import { replayCall, toNextRequest } from './replay.ts';
import { type Consequence, MOST_TRIES, RETRY_RULES } from './retry-rules.ts';
import type { RunState } from './run-state.ts';

/** How long to wait before looking again whether another process has finished a call that it holds. */
const ELSEWHERE_MS = 500;

/** How long to wait before trying a provider again that cannot be reached. */
const REACH_AGAIN_MS = 1_000;

/**
 * Sees one call through: from the ledger when it holds the answer, else by asking until it is accepted or given up.
 *
 * @returns undefined when the run stopped before the call was settled; the next run takes it up again.
 */
export const settleCall = async <Value>(call: Call<Value>, run: RunState): Promise<Outcome<Value> | undefined> => {
  const { provider, ledger, clock } = run.options;
  const stored = replayCall(provider, call, ledger);
  if (stored.kind === 'accepted') return { ...stored, call, source: 'ledger' };
  const key = toCallKey(provider, call.request);
  const record = { key, provider: provider.name, baseUrl: provider.baseUrl, request: call.request };
  for (;;) {
    if (run.noMore.aborted) return undefined;
    if (await ledger.claim(record)) break;
    await clock.sleep(ELSEWHERE_MS, run.noMore);
    const elsewhere = replayCall(provider, call, ledger);
    if (elsewhere.kind === 'accepted') return { ...elsewhere, call, source: 'ledger' };
  }
  try {
    // Between the first look and the claim another process may have finished the call.
    const again = replayCall(provider, call, ledger);
    if (again.kind === 'accepted') return { ...again, call, source: 'ledger' };
    const outcome = await askUntilSettled(call, again.request, again.answers, run);
    if (outcome?.kind === 'failed') {
      const { kind, message } = outcome.problem;
      await ledger.recordFailure(key, { kind, message, atMs: clock.nowMs() });
    }
    return outcome;
  } finally {
    ledger.release(key);
  }
};

const askUntilSettled = async <Value>(
  call: Call<Value>,
  first: Request,
  earlierAnswers: number,
  run: RunState,
): Promise<Outcome<Value> | undefined> => {
  const { clock, random, emit, maxAttempts } = run.options;
  let request = first;
  let answers = earlierAnswers;
  let attempts = 0;
  let tries = 0;
  for (;;) {
    const asked = await askOnce(call, request, attempts + 1, run);
    if (asked === undefined) return undefined;
    answers += asked.answered ? 1 : 0;
    if (asked.kind === 'accepted') {
      return { kind: 'accepted', call, value: asked.value, source: 'provider', answers, answerId: asked.answerId };
    }
    const { problem } = asked;
    const rule = RETRY_RULES[problem.kind];
    attempts += rule.then === 'retry' || rule.then === 'revise' ? 1 : 0;
    tries += rule.then === 'try-again' ? 1 : 0;
    const isLast = rule.then === 'give-up' || attempts >= maxAttempts || tries >= MOST_TRIES;
    const then = isLast ? 'give-up' : rule.then;
    const waitMs = measureWaitMs(problem, then, attempts + tries, random);
    emit({ kind: 'call-troubled', call: call.id, problem: problem.kind, message: problem.message, then, waitMs });
    if (rule.then === 'stop-run' || run.health.isHopeless(problem, clock.monotonicMs())) {
      run.stop({ kind: 'problem', problem });
    }
    if (run.stopReason !== undefined && (then !== 'give-up' || problem.kind === 'interrupted')) return undefined;
    if (isLast) return { kind: 'failed', call, problem, answers };
    request = toNextRequest(call, request, problem);
    await clock.sleep(waitMs, run.noMore);
  }
};

/** The limiter holds back what the provider refused to serve; all else that is to be tried again waits here. */
const measureWaitMs = (problem: Problem, then: Consequence, tries: number, random: Random): number => {
  if (then === 'retry' || then === 'try-again') return toBackoffMs(tries, random);
  if (then !== 'wait' || RETRY_RULES[problem.kind].slowDown) return 0;
  return REACH_AGAIN_MS * (1 - 0.25 * random.fraction());
};
