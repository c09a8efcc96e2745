import type { Problem, ProblemKind } from '../providers/index.ts';

/** Kinds that speak of the set-up rather than of one call: when nothing else ever comes, the run stops. */
const SET_UP_KINDS: ReadonlySet<ProblemKind> = new Set(['bad-request', 'wrong-model', 'too-large']);
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
  'interrupted',
]);
/** How long a provider may be out of reach: short while it has never been heard, longer once it has. */
const UNREACHABLE_FIRST_MS = 8_000;
const UNREACHABLE_MS = 60_000;
/** How long nothing but refusals to serve, faults and silence is borne. */
const SILENCE_MS = 900_000;

/** Watches how the provider serves, and says when going on is pointless. */
export class Health {
  #wasHeard = false;
  #silentSinceMs: number | undefined;
  #unreachableSinceMs: number | undefined;
  #refusals = 0;
  #streak = 0;

  /** Sends without an answer since the last answer. */
  get refusals(): number {
    return this.#refusals;
  }

  noteAnswer(): void {
    this.#hear();
    this.#silentSinceMs = undefined;
    this.#refusals = 0;
  }

  noteAccepted(): void {
    this.#streak = Number.NEGATIVE_INFINITY;
  }

  /** Takes a problem in, and tells whether it is one too many. */
  isHopeless(problem: Problem, nowMs: number): boolean {
    if (!UNHEARD_KINDS.has(problem.kind)) this.#hear();
    if (SET_UP_KINDS.has(problem.kind)) return ++this.#streak >= SET_UP_STREAK;
    if (!SILENT_KINDS.has(problem.kind)) {
      this.#streak = Math.min(0, this.#streak);
      return false;
    }
    this.#refusals++;
    this.#silentSinceMs ??= nowMs;
    if (problem.kind === 'unreachable') {
      this.#unreachableSinceMs ??= nowMs;
      const patienceMs = this.#wasHeard ? UNREACHABLE_MS : UNREACHABLE_FIRST_MS;
      return nowMs - this.#unreachableSinceMs >= patienceMs;
    }
    // A provider that asks for a longer wait than is borne need not be waited for.
    return nowMs - this.#silentSinceMs >= SILENCE_MS || (problem.retryAfterMs ?? 0) > SILENCE_MS;
  }

  #hear(): void {
    this.#wasHeard = true;
    this.#unreachableSinceMs = undefined;
  }
}
