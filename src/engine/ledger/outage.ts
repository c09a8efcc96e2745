import type { Clock, IdiolectError } from '../../base/index.ts';
import type { Blocked } from './ledger.ts';
import type { RescueFile, WaitingAnswer } from './rescue.ts';
import type { Reserve } from './reserve.ts';
import { toFullError, toReason, toTrouble, toWriteError } from './to-ledger-error.ts';

/** How often what was refused is tried again. */
export const RETRY_MS = 250;
/** How long a lock is waited out: somebody looks at the ledger with another program, and may be at lunch. */
const LOCK_PATIENCE_MS = 600_000;
/** How long a full disk or a missing permission is waited out. */
const PATIENCE_MS = 60_000;
/** The same when the ledger is being closed: the user waits for the prompt. */
const CLOSING_PATIENCE_MS = 3_000;
/** After this long, answers that wait are kept in a rescue file, in case the program is killed before they are stored. */
const KEEP_AFTER_MS = 2_000;

/** What there is to get through an outage with. */
export interface Means {
  readonly file: string;
  readonly clock: Clock;
  readonly reserve?: Reserve | undefined;
  readonly rescue?: RescueFile | undefined;
  /** Resolves when all that was committed before is on the disk; without it a commit itself sees to that. */
  readonly flush?: (() => Promise<void>) | undefined;
  readonly onDamage?: (() => void) | undefined;
  readonly onBlocked?: ((reason: string) => void) | undefined;
  readonly onUnblocked?: (() => void) | undefined;
}

/** What to do about a commit that the system refused. */
export type Advice = 'at-once' | 'wait' | 'give-up';

/**
 * The time in which nothing can be stored: since when, why, and how it ends.
 *
 * A full disk frees the reserve, so that what is under way can be stored; nothing new is let through until the reserve
 * stands again. What still cannot be stored goes to the rescue file, soon in case of a kill, and for good when
 * patience is over.
 */
export class Outage {
  readonly #means: Means;
  readonly #probe: () => void;
  #blocked: Blocked | undefined;
  #sinceMs = 0;
  #patienceMs = PATIENCE_MS;
  #isOnReserve = false;
  #isClosing = false;
  /** Why nothing is waited for any more. */
  #end: unknown;
  #lookedMs = Number.NEGATIVE_INFINITY;

  /** @param probe - Has something written, so that the end of the outage shows though nothing waits. */
  constructor(means: Means, probe: () => void) {
    this.#means = means;
    this.#probe = probe;
  }

  get blocked(): Blocked | undefined {
    return this.#blocked;
  }

  /** Hears of a refusal and says what to do. Answers that wait are kept elsewhere after a while. */
  meet(error: unknown, waiting: () => readonly WaitingAnswer[]): Advice {
    const trouble = toTrouble(error);
    // Damage does not pass.
    if (trouble === 'damaged') return 'give-up';
    this.#begin(error);
    const isLocked = trouble === 'locked';
    this.#patienceMs = isLocked ? LOCK_PATIENCE_MS : PATIENCE_MS;
    if (trouble === 'full' && !this.#isOnReserve && this.#means.reserve?.free() === true) {
      this.#isOnReserve = true;
      return 'at-once';
    }
    if (this.#isOver()) return 'give-up';
    if (this.#waitedMs() >= KEEP_AFTER_MS) this.#means.rescue?.keep(waiting());
    return 'wait';
  }

  /** Hears that a commit went through. On the reserve that proves nothing. */
  noteWritten(): void {
    if (this.#blocked !== undefined && !this.#isOnReserve) this.#lift();
  }

  /** Hears that answers are on the disk. */
  noteKept(answers: readonly WaitingAnswer[]): void {
    this.#means.rescue?.forget(answers);
  }

  /** Gives up: keeps what can be kept of the answers, and tells the fault of it. */
  giveUp(error: unknown, answers: readonly WaitingAnswer[]): unknown {
    if (toTrouble(error) === 'damaged') this.#means.onDamage?.();
    const isKept = this.#means.rescue?.keep(answers) ?? false;
    const fault = toWriteError(error, this.#means.file, toFate(answers.length, isKept, this.#means.rescue));
    this.#end = fault;
    return fault;
  }

  /** Says that the ledger cannot be used any more: nothing new may be paid for. */
  condemn(fault: unknown): void {
    this.#end ??= fault;
  }

  /** Whether the ledger was given up. */
  get end(): unknown {
    return this.#end;
  }

  /** Says that the ledger is being closed: what cannot be stored soon is given up. */
  close(): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    // Patience counts from now on: the outage may have begun long ago.
    this.#sinceMs = this.#means.clock.monotonicMs();
  }

  /** See `Ledger.whenWritable`. */
  async whenWritable(signal?: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal?.aborted) return false;
      if (this.#end !== undefined) throw this.#end;
      if (this.#blocked === undefined) return true;
      this.#look();
      if (this.#blocked === undefined || this.#end !== undefined) continue;
      await this.#means.clock.sleep(RETRY_MS, signal);
    }
  }

  /** Whether it is over: on the reserve, whether there is room for it again. All who wait look together. */
  #look(): void {
    const nowMs = this.#means.clock.monotonicMs();
    if (nowMs - this.#lookedMs < RETRY_MS) return;
    this.#lookedMs = nowMs;
    if (!this.#isOnReserve) {
      this.#probe();
      return;
    }
    try {
      this.#means.reserve?.make();
      this.#isOnReserve = false;
      this.#lift();
    } catch (error) {
      if (this.#isOver()) this.#end = toStoppedError(error, this.#means.file);
    }
  }

  #begin(error: unknown): void {
    if (this.#blocked !== undefined) return;
    const { clock, onBlocked } = this.#means;
    const reason = toReason(error);
    this.#blocked = { reason, sinceMs: clock.nowMs() };
    this.#sinceMs = clock.monotonicMs();
    try {
      onBlocked?.(reason);
    } catch (bug) {
      // The bug ends the run, and what waits is stored all the same.
      this.#end = bug;
    }
  }

  #lift(): void {
    this.#blocked = undefined;
    if (toCode(this.#end) !== 'LEDGER_DAMAGED') this.#end = undefined;
    this.#means.onUnblocked?.();
  }

  #waitedMs(): number {
    return this.#means.clock.monotonicMs() - this.#sinceMs;
  }

  #isOver(): boolean {
    return this.#waitedMs() >= (this.#isClosing ? CLOSING_PATIENCE_MS : this.#patienceMs);
  }
}

const toCode = (fault: unknown): unknown => (fault as IdiolectError | undefined)?.code;

const toStoppedError = (cause: unknown, file: string): IdiolectError =>
  toFullError(cause, file, 'Every reply that came in is stored; nothing more was asked for.');

const toFate = (count: number, isKept: boolean, rescue: RescueFile | undefined): string => {
  if (count === 0) return '';
  const replies = count === 1 ? 'One reply' : `${count} replies`;
  return isKept
    ? `${replies} could not be stored and lie in ${rescue?.file}; the next run takes them into the ledger.`
    : `${replies} could not be stored, here or elsewhere, and will be asked for again.`;
};
