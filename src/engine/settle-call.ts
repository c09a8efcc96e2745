import type { Request } from '../providers/index.ts';
import { askOnce } from './ask-once.ts';
import { type Call, toCallKey } from './call.ts';
import type { Outcome } from './outcome.ts';
import { Patience } from './patience.ts';
import { replayCall, toNextRequest, toSettlement } from './replay.ts';
import type { RunState } from './run-state.ts';

/** How long to wait before looking again whether another process has given back a call that it holds. */
const ELSEWHERE_MS = 500;

/**
 * Sees one call through: from the ledger when it holds the answer, else by asking until it is accepted or given up.
 *
 * @returns undefined when the run stopped before the call was settled; the next run takes it up again.
 */
export const settleCall = async <Value>(
  call: Call<Value>,
  run: RunState,
): Promise<Outcome<Value> | undefined> => {
  const { provider, ledger, clock } = run.options;
  const stored = replayCall(provider, call, ledger, (id, judged) => {
    ledger.settleAnswer(id, toSettlement(judged, run.options.priceUsage));
  });
  if (stored.kind === 'accepted') return { ...stored, call, source: 'ledger' };
  const key = toCallKey(provider, call);
  const record = { key, provider: provider.name, baseUrl: provider.baseUrl, request: call.request };
  for (;;) {
    if (run.noMore.aborted) return undefined;
    if (await ledger.claim(record)) break;
    await clock.sleep(ELSEWHERE_MS, run.noMore);
  }
  try {
    // Since the first look another process may have finished the call.
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
  const patience = new Patience(maxAttempts, random);
  let request = first;
  let answers = earlierAnswers;
  for (;;) {
    const asked = await askOnce(call, request, patience.attempt, run);
    if (asked === undefined) return undefined;
    answers += asked.answered ? 1 : 0;
    if (asked.kind === 'accepted') {
      const { value, answerId } = asked;
      return { kind: 'accepted', call, value, source: 'provider', answers, answerId };
    }
    const { problem } = asked;
    const { kind, message } = problem;
    const { then, waitMs } = patience.decide(problem);
    emit({ kind: 'call-troubled', call: call.id, problem: kind, message, then, waitMs });
    const isCutShort = run.stopReason !== undefined && (then !== 'give-up' || kind === 'interrupted');
    if (isCutShort) return undefined;
    if (then === 'give-up') return { kind: 'failed', call, problem, answers };
    request = toNextRequest(call, request, problem);
    await clock.sleep(waitMs, run.noMore);
  }
};
