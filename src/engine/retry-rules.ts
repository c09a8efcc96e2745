import type { ProblemKind } from '../providers/index.ts';

/**
 * What a problem leads to.
 *
 * - `wait`: the model was not reached; try again when the limiter lets the call through. Costs no attempt.
 * - `try-again`: the same request after a pause. Costs no attempt, but a call has only `MOST_TRIES` of these.
 * - `retry`: the same request again after a pause. Costs an attempt.
 * - `revise`: ask again with more room or with the fault explained. Costs an attempt.
 * - `give-up`: this call can never succeed; go on with the others.
 * - `stop-run`: no call can succeed until the user does something.
 */
export type Consequence = 'wait' | 'try-again' | 'retry' | 'revise' | 'give-up' | 'stop-run';

/** One row of the table. */
export interface RetryRule {
  readonly then: Consequence;
  /** Whether the provider asks for less: the limiter slows down. */
  readonly slowDown?: true;
  /** Whether the provider may have billed a send of which nothing came back. */
  readonly mayBeBilled?: true;
}

/** The whole retry policy. A new kind of problem does not compile until it has a row here. */
export const RETRY_RULES: Readonly<Record<ProblemKind, RetryRule>> = {
  'rate-limited': { then: 'wait', slowDown: true },
  overloaded: { then: 'wait', slowDown: true },
  unreachable: { then: 'wait' },
  'server-error': { then: 'try-again' },
  'connection-lost': { then: 'retry', mayBeBilled: true },
  'timed-out': { then: 'retry', mayBeBilled: true },
  'foreign-body': { then: 'retry', mayBeBilled: true },
  'not-http': { then: 'retry' },
  refused: { then: 'revise' },
  blocked: { then: 'revise' },
  recitation: { then: 'revise' },
  'cut-off': { then: 'revise' },
  empty: { then: 'revise' },
  'not-json': { then: 'revise' },
  'wrong-shape': { then: 'revise' },
  'wrong-model': { then: 'retry' },
  'too-large': { then: 'give-up' },
  'bad-request': { then: 'give-up' },
  'bad-key': { then: 'stop-run' },
  forbidden: { then: 'stop-run' },
  'no-credit': { then: 'stop-run' },
  'daily-quota': { then: 'stop-run' },
  'unknown-model': { then: 'stop-run' },
  'wrong-url': { then: 'stop-run' },
  interrupted: { then: 'give-up', mayBeBilled: true },
};

/** How often one call is tried again after server errors. */
export const MOST_TRIES = 8;
