import type { Conversation } from '../../conversation/index.ts';
import type { Outcome } from '../../engine/index.ts';
import type { Assignment } from '../../plan/index.ts';
import type { Conclusion, Rounds } from './rounds.ts';
import type { Stored } from './stored-outcome.ts';

/** What a walk through the rounds sees, and whom it tells. */
export interface WalkOptions {
  readonly rounds: Rounds;
  /** What the ledger tells of an assignment. */
  readonly readStored: (assignment: Assignment) => Stored;
  /** Whether the ledger holds an answer to it. */
  readonly hasAnswer: (assignment: Assignment) => boolean;
  /** Takes in an outcome that the ledger holds. */
  readonly onSettled: (outcome: Outcome<Conversation>) => Promise<void>;
  /** Hears of each round after the first. */
  readonly onRound?: () => void;
  /** Aborting it ends the looking: what was not looked up counts as open. */
  readonly signal?: AbortSignal;
}

/**
 * Walks through the rounds as far as the ledger has settled them, and tells what is to be asked then. A run that goes
 * on walks the way of the run before it, and a look at the state walks it too.
 *
 * A call that was given up without an answer is asked for again, unless another one was paid for in its place: to go
 * back behind that would leave the other one without use.
 */
export class Walk {
  readonly #options: WalkOptions;
  #isAsked = false;
  #end: Conclusion | undefined;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** How things stand at the end; undefined while there is something to ask for. */
  get end(): Conclusion | undefined {
    return this.#end;
  }

  /**
   * What is to be asked next, in the order of the plan; undefined at the end. To be called again when all of it has been
   * settled, with or without a conversation.
   */
  async next(): Promise<readonly Assignment[] | undefined> {
    const { rounds, hasAnswer, onSettled, onRound } = this.#options;
    for (;;) {
      const { open, unpaid } = this.#isAsked ? NOTHING : await this.#takeStored();
      if (open.length > 0) return this.#ask([...open, ...unpaid.map(toAssignment)]);
      const conclusion = await rounds.conclude();
      const isReplaced = conclusion.next?.some(hasAnswer) ?? conclusion.isEnough;
      if (unpaid.length > 0 && !isReplaced) return this.#ask(unpaid.map(toAssignment));
      for (const { outcome } of unpaid) await onSettled(outcome);
      if (conclusion.next === undefined) {
        this.#end = conclusion;
        return undefined;
      }
      rounds.advance(conclusion);
      this.#isAsked = false;
      onRound?.();
    }
  }

  #ask(assignments: readonly Assignment[]): readonly Assignment[] {
    this.#isAsked = true;
    return assignments.toSorted((a, b) => a.number - b.number);
  }

  /** Takes in what the ledger has settled of this round, and lists the rest. */
  async #takeStored(): Promise<Left> {
    const { rounds, readStored, onSettled, signal } = this.#options;
    const open: Assignment[] = [];
    const unpaid: Unpaid[] = [];
    for (const assignment of rounds.assignments) {
      const stored: Stored = signal?.aborted ? { kind: 'open' } : readStored(assignment);
      if (stored.kind === 'open') open.push(assignment);
      else if (stored.kind === 'unpaid') unpaid.push({ assignment, outcome: stored.outcome });
      else await onSettled(stored.outcome);
    }
    return { open, unpaid };
  }
}

/** A call that was given up without an answer. */
interface Unpaid {
  readonly assignment: Assignment;
  readonly outcome: Outcome<Conversation>;
}

/** What of a round the ledger has not settled for good. */
interface Left {
  readonly open: readonly Assignment[];
  readonly unpaid: readonly Unpaid[];
}

const NOTHING: Left = { open: [], unpaid: [] };

const toAssignment = ({ assignment }: Unpaid): Assignment => assignment;
