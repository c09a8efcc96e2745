import type { Problem, Provider, Request, Usage } from '../providers/index.ts';
import { type Call, toCallKey } from './call.ts';
import type { Ledger, Settlement, StoredAnswer } from './ledger/index.ts';
import { RETRY_RULES } from './retry-rules.ts';

/** What the stored answers of a call come to. */
export type Replay<Value> =
  | { readonly kind: 'accepted'; readonly value: Value; readonly answers: number; readonly answerId: number }
  | {
      readonly kind: 'open';
      /** What is to be asked next. */
      readonly request: Request;
      readonly answers: number;
      readonly problem: Problem | undefined;
    };

/** What an answer is worth. */
export type Judged<Value> =
  | { readonly kind: 'accepted'; readonly value: Value; readonly usage: Usage | undefined }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly usage: Usage | undefined };

/** Judges one answer: what was wanted, or the problem with it. */
export const judgeAnswer = <Value>(
  provider: Pick<Provider, 'read'>,
  call: Call<Value>,
  request: Request,
  raw: StoredAnswer['raw'],
): Judged<Value> => {
  const reading = provider.read(raw, request);
  if (reading.kind === 'problem') {
    return { kind: 'problem', problem: reading.problem, usage: reading.problem.usage };
  }
  const { usage } = reading.reply;
  const accepted = call.accept(reading.reply);
  return accepted.ok
    ? { kind: 'accepted', value: accepted.value, usage }
    : { kind: 'problem', problem: accepted.failure, usage };
};

/** What to ask after a problem: the same again, or a revised request. */
export const toNextRequest = <Value>(call: Call<Value>, request: Request, problem: Problem): Request =>
  RETRY_RULES[problem.kind].then === 'revise' ? call.revise(request, problem) : request;

/**
 * Goes through the answers that the ledger holds for a call, as if they came now. Costs no money, and gives the same
 * result in every run.
 *
 * @param onUnsettled - Hears of answers of which the ledger does not know what they were worth, because the program
 * ended between storing and judging them.
 */
export const replayCall = <Value>(
  provider: Pick<Provider, 'name' | 'baseUrl' | 'read'>,
  call: Call<Value>,
  ledger: Pick<Ledger, 'readAnswers'>,
  onUnsettled: (id: number, judged: Judged<Value>) => void = () => undefined,
): Replay<Value> => {
  let request = call.request;
  let problem: Problem | undefined;
  let answers = 0;
  for (const stored of ledger.readAnswers(toCallKey(provider, call))) {
    answers++;
    const judged = judgeAnswer(provider, call, request, stored.raw);
    if (stored.settlement === undefined) onUnsettled(stored.id, judged);
    if (judged.kind === 'accepted')
      return { kind: 'accepted', value: judged.value, answers, answerId: stored.id };
    problem = judged.problem;
    request = toNextRequest(call, request, problem);
  }
  return { kind: 'open', request, answers, problem };
};

/** What the ledger notes of a judged answer. */
export const toSettlement = (
  judged: Judged<unknown>,
  priceUsage: (usage: Usage) => number | undefined,
): Settlement => ({
  usage: judged.usage,
  costUsd: judged.usage && priceUsage(judged.usage),
  verdict: judged.kind === 'accepted' ? 'accepted' : judged.problem.kind,
});
