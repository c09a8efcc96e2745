import { IdiolectError, suggestClosest } from '../base/index.ts';
import type { Fault } from './faults/fault.ts';
import type { LimitRule } from './limits/limit-rule.ts';
import { PROFILES, type ProfileName } from './profiles.ts';

/** How the simulated provider behaves. */
export interface Profile {
  /** Half of the replies take less than this, half more (all exactly this when the spread is 0). */
  readonly latencyMs: number;
  /** Sigma of the log-normal spread: 0 is none, 0.4 has one reply in six take more than 1.5 times as long. */
  readonly latencySpread: number;
  /** When set, an answer takes longer by its length: output tokens divided by this. */
  readonly tokensPerSecond?: number;
  /** How the fault `slow-body` sends a body: in so many pieces, with a pause between two. */
  readonly slowBody: { readonly chunks: number; readonly pauseMs: number };
  /** The first rule that speaks of a model counts. */
  readonly limits: readonly LimitRule[];
  readonly faults: readonly Fault[];
}

export const PROFILE_NAMES = Object.keys(PROFILES) as readonly ProfileName[];

/**
 * Makes a profile out of a named one and single settings, which win over it.
 *
 * @throws {IdiolectError} `USAGE` when there is no profile of that name.
 */
export const makeProfile = (name = 'calm', settings: Partial<Profile> = {}): Profile => {
  const known = PROFILE_NAMES.find((profile) => profile === name);
  if (known !== undefined) return { ...PROFILES[known].profile, ...settings };
  throw new IdiolectError('USAGE', `There is no profile "${name}".${suggestClosest(name, PROFILE_NAMES)}`, {
    hint: `The profiles are ${PROFILE_NAMES.join(', ')}.`,
  });
};
