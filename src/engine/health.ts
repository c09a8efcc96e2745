import type { Problem, ProblemKind } from '../providers/index.ts';

/** Kinds that speak of the set-up rather than of one call: when nothing else ever comes, the run stops. */
const SET_UP_KINDS: ReadonlySet<ProblemKind> = new Set([
  'bad-request',
  'wrong-model',
  'too-large',
  'foreign-body',
  'not-http',
]);
/** Kinds that speak of the set-up as long as nothing was ever heard: whoever is there may be no provider. */
const MUTE_KINDS: ReadonlySet<ProblemKind> = new Set(['connection-lost', 'timed-out']);
const SET_UP_STREAK = 5;
/** Kinds that bring no answer, whatever the call. */
const SILENT_KINDS: ReadonlySet<ProblemKind> = new Set([
  'rate-limited',
  'overloaded',
  'server-error',
  'unreachable',
  'connection-lost',
  'timed-out',
]);
/** Kinds that are seen from here and do not show that there is a provider at the other end. */
const UNHEARD_KINDS: ReadonlySet<ProblemKind> = new Set([
  'unreachable',
  'connection-lost',
  'timed-out',
  'not-http',
  'interrupted',
]);
/** How long a provider may be out of reach: short while it has never been heard, longer once it has. */
const UNREACHABLE_FIRST_MS = 8_000;
const UNREACHABLE_MS = 60_000;
/** How long nothing but refusals to serve, faults and silence is borne. */
const SILENCE_MS = 900_000;
/** Of the time between two sends no more than this counts as silence or as outage: the machine may have slept. */
const LONGEST_GAP_MS = 300_000;
const LONGEST_REACH_GAP_MS = 15_000;

/** Watches how the provider serves, and says when going on is pointless. */
export class Health {
  #wasHeard = false;
  readonly #silence = new Stretch(LONGEST_GAP_MS);
  readonly #outage = new Stretch(LONGEST_REACH_GAP_MS);
  #streak = 0;

  noteAnswer(): void {
    this.#hear();
    this.#silence.end();
  }

  noteAccepted(): void {
    this.#streak = Number.NEGATIVE_INFINITY;
  }

  /** Takes a problem in, and tells whether it is one too many. */
  isHopeless(problem: Problem, nowMs: number): boolean {
    if (!UNHEARD_KINDS.has(problem.kind)) this.#hear();
    const isMute = !this.#wasHeard && MUTE_KINDS.has(problem.kind);
    if (isMute || SET_UP_KINDS.has(problem.kind)) return ++this.#streak >= SET_UP_STREAK;
    if (!SILENT_KINDS.has(problem.kind)) {
      this.#streak = Math.min(0, this.#streak);
      return false;
    }
    const silenceMs = this.#silence.note(nowMs);
    if (problem.kind === 'unreachable') {
      return this.#outage.note(nowMs) >= (this.#wasHeard ? UNREACHABLE_MS : UNREACHABLE_FIRST_MS);
    }
    // A provider that asks for a longer wait than is borne need not be waited for.
    const askedMs = problem.retryAfterMs ?? 0;
    return silenceMs >= SILENCE_MS || (askedMs > SILENCE_MS && Number.isFinite(askedMs));
  }

  #hear(): void {
    // What was lost before the first word speaks of the way there, not of the set-up.
    if (!this.#wasHeard) this.#streak = Math.min(0, this.#streak);
    this.#wasHeard = true;
    this.#outage.end();
  }
}

/** Measures how long the same has been seen, in milliseconds. A gap in the seeing counts only up to a length. */
class Stretch {
  readonly #longestGapMs: number;
  #lastMs: number | undefined;
  #lengthMs = 0;

  constructor(longestGapMs: number) {
    this.#longestGapMs = longestGapMs;
  }

  note(nowMs: number): number {
    if (this.#lastMs !== undefined) this.#lengthMs += Math.min(this.#longestGapMs, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    return this.#lengthMs;
  }

  end(): void {
    this.#lastMs = undefined;
    this.#lengthMs = 0;
  }
}
