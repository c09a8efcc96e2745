import type { Conversation } from '../../conversation/index.ts';
import { type Call, type Ledger, type Outcome, replayCall, toCallKey } from '../../engine/index.ts';
import type { Provider } from '../../providers/index.ts';

/**
 * What the ledger tells of a call.
 *
 * - `settled`: it has an accepted answer, or was given up after answers that were paid for.
 * - `unpaid`: it was given up, and never had an answer: the network, the server, a refused request.
 * - `open`: anything else. So is a call whose answers were never judged, because the program ended: the engine does that.
 */
export type Stored =
  | { readonly kind: 'settled' | 'unpaid'; readonly outcome: Outcome<Conversation> }
  | { readonly kind: 'open' };

/** Looks a call up in the ledger. */
export const readStored = (
  provider: Pick<Provider, 'name' | 'baseUrl' | 'read'>,
  call: Call<Conversation>,
  ledger: Pick<Ledger, 'readAnswers' | 'readFailure'>,
): Stored => {
  let isJudged = true;
  const replay = replayCall(provider, call, ledger, () => {
    isJudged = false;
  });
  if (!isJudged) return { kind: 'open' };
  if (replay.kind === 'accepted') return { kind: 'settled', outcome: { ...replay, call, source: 'ledger' } };
  const failure = ledger.readFailure(toCallKey(provider, call));
  if (failure === undefined) return { kind: 'open' };
  const { kind, message } = failure;
  const { answers } = replay;
  const outcome = { kind: 'failed', call, problem: { kind, message }, answers } as const;
  return { kind: answers > 0 ? 'settled' : 'unpaid', outcome };
};

/** Whether the ledger holds an answer to a call, usable or not. */
export const hasAnswer = (
  provider: Pick<Provider, 'name' | 'baseUrl'>,
  call: Call<Conversation>,
  ledger: Pick<Ledger, 'readAnswers'>,
): boolean => ledger.readAnswers(toCallKey(provider, call)).length > 0;
