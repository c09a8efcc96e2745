import type { Problem, ProblemKind } from '../providers/index.ts';

/** Kinds that speak of the set-up rather than of one call: when nothing else ever comes, the run stops. */
const SET_UP_KINDS: ReadonlySet<ProblemKind> = new Set(['bad-request', 'wrong-model', 'too-large']);
const SET_UP_STREAK = 5;
/** How long a provider may be out of reach: short while it has never answered, longer once it has. */
const UNREACHABLE_FIRST_MS = 8_000;
const UNREACHABLE_MS = 60_000;
/** How long nothing but refusals to serve is borne. */
const REFUSING_MS = 900_000;

/** Watches how the provider serves, and says when going on is pointless. */
export class Health {
  #answered = false;
  #silentSinceMs: number | undefined;
  #refusals = 0;
  #streak = 0;

  /** Refusals to serve since the last answer. */
  get refusals(): number {
    return this.#refusals;
  }

  noteAnswer(): void {
    this.#answered = true;
    this.#silentSinceMs = undefined;
    this.#refusals = 0;
  }

  noteAccepted(): void {
    this.#streak = Number.NEGATIVE_INFINITY;
  }

  /** Takes a problem in, and tells whether it is one too many. */
  isHopeless(problem: Problem, nowMs: number): boolean {
    if (SET_UP_KINDS.has(problem.kind)) return ++this.#streak >= SET_UP_STREAK;
    if (problem.kind !== 'unreachable' && problem.kind !== 'rate-limited' && problem.kind !== 'overloaded') return false;
    this.#refusals++;
    this.#silentSinceMs ??= nowMs;
    const patienceMs =
      problem.kind !== 'unreachable' ? REFUSING_MS : this.#answered ? UNREACHABLE_MS : UNREACHABLE_FIRST_MS;
    return nowMs - this.#silentSinceMs >= patienceMs;
  }
}
