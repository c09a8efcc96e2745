import type { Conversation } from '../../conversation/index.ts';
import { type Assignment, makePlan, type PlanOptions } from '../../plan/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { RejectedConversation } from '../summary.ts';
import type { Acceptance, Candidate, Candidates, Rejection } from './acceptance.ts';
import { chooseRefill } from './choose-refill.ts';
import { sizeRound } from './size-round.ts';

/** What the rounds are made from. */
export interface RoundsOptions {
  readonly recipe: Recipe;
  /** `count` conversations are to be accepted; round 1 asks for the plan of as many. */
  readonly plan: PlanOptions;
  readonly acceptance: Acceptance;
  /** Reads a settled conversation again, so that none has to be kept in memory. */
  readonly read: (assignment: Assignment) => Conversation;
}

/** How things stand after a round. Always: asked = accepted + rejected + spare + those without a conversation. */
export interface Conclusion {
  /** Numbers of the conversations that are used, in plan order. */
  readonly accepted: readonly number[];
  readonly rejected: readonly RejectedConversation[];
  /** Usable, and more than were wanted: the last of the plan. */
  readonly spare: readonly number[];
  /** As many are accepted as were wanted. */
  readonly isEnough: boolean;
  /** What to ask for in the next round; undefined when enough are accepted, or when going on is fruitless. */
  readonly next: readonly Assignment[] | undefined;
}

/**
 * The rounds by which a dataset is filled with accepted conversations. Round 1 asks for the plan; each further one for
 * assignments out of the longer plan that stand in for what was lost. What a round asks for follows from recipe, plan
 * and the conversations of the rounds before it, and from nothing else.
 */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #asked = new Map<number, Assignment>();
  /** Of the rounds that were concluded. */
  #accepted: readonly number[] = [];
  #rejected: readonly RejectedConversation[] = [];
  /** Of this round: those that pass the checks, and those that do not. */
  readonly #passed = new Set<number>();
  readonly #failing = new Map<number, RejectedConversation>();
  #assignments: readonly Assignment[] = [];
  #round = 0;

  constructor(options: RoundsOptions) {
    this.#options = options;
    this.#begin(makePlan(options.recipe, options.plan).assignments);
  }

  /** The number of this round, from 1. */
  get round(): number {
    return this.#round;
  }

  /** What this round asks for. */
  get assignments(): readonly Assignment[] {
    return this.#assignments;
  }

  /** What was asked for in all rounds so far. */
  get asked(): ReadonlyMap<number, Assignment> {
    return this.#asked;
  }

  /** How many conversations are known to be rejected so far. */
  get rejectedSoFar(): number {
    return this.#rejected.length + this.#failing.size;
  }

  /** Takes in a conversation of this round. */
  async settle(number: number, conversation: Conversation): Promise<void> {
    const assignment = this.#need(number);
    const rejection = await this.#options.acceptance.check({ assignment, conversation });
    if (rejection === undefined) this.#passed.add(number);
    else this.#failing.set(number, toRejected(assignment, rejection));
  }

  /** Judges this round by what has come so far, and chooses the next. Changes nothing. */
  async conclude(): Promise<Conclusion> {
    const { plan, acceptance } = this.#options;
    const passed = [...this.#passed].sort((a, b) => a - b);
    const alike = await acceptance.compare(
      this.#listCandidates(this.#accepted),
      this.#listCandidates(passed),
    );
    const earlier = this.#accepted.filter((number) => !alike.has(number));
    const usable = passed.filter((number) => !alike.has(number));
    const spare = usable.splice(Math.max(0, plan.count - earlier.length));
    const accepted = [...earlier, ...usable].sort((a, b) => a - b);
    const rejected = [
      ...this.#rejected,
      ...this.#failing.values(),
      ...[...alike].map(([number, rejection]) => toRejected(this.#need(number), rejection)),
    ].sort((a, b) => a.number - b.number);
    const isEnough = accepted.length >= plan.count;
    return { accepted, rejected, spare, isEnough, next: this.#chooseNext(accepted) };
  }

  /** Goes on to the next round. */
  advance({ accepted, rejected, next }: Conclusion): void {
    this.#accepted = accepted;
    this.#rejected = rejected;
    this.#passed.clear();
    this.#failing.clear();
    this.#begin(next ?? []);
  }

  #begin(assignments: readonly Assignment[]): void {
    this.#round++;
    this.#assignments = assignments;
    for (const one of assignments) this.#asked.set(one.number, one);
  }

  #chooseNext(accepted: readonly number[]): readonly Assignment[] | undefined {
    const { recipe, plan } = this.#options;
    const counts = { wanted: plan.count, asked: this.#asked.size, accepted: accepted.length };
    const count = sizeRound(counts);
    if (count === 0) return undefined;
    const patterns = recipe.patterns.map(({ name }) => name);
    const topics = recipe.topics.length;
    const pool = this.#listPool(count * toChoices(patterns.length) + 2 * topics);
    return chooseRefill({
      ...{ patterns, topics, pool, count },
      accepted: accepted.map((number) => this.#need(number)),
    });
  }

  /** The first assignments behind the plan that were not asked for. */
  #listPool(size: number): Assignment[] {
    const { recipe, plan } = this.#options;
    const longer = makePlan(recipe, { ...plan, count: this.#asked.size + size });
    return longer.assignments.filter(({ number }) => !this.#asked.has(number));
  }

  /** Reads them one by one, each time that the list is run through. */
  #listCandidates(numbers: readonly number[]): Candidates {
    const read = (number: number): Candidate => {
      const assignment = this.#need(number);
      return { assignment, conversation: this.#options.read(assignment) };
    };
    return {
      numbers,
      *[Symbol.iterator]() {
        for (const number of numbers) yield read(number);
      },
    };
  }

  #need(number: number): Assignment {
    const assignment = this.#asked.get(number);
    if (assignment === undefined) throw new Error(`Internal: assignment ${number} was not asked for.`);
    return assignment;
  }
}

/** Sets of 2 and 3 patterns: one in `patterns / 2.5` holds a given pattern, so among so many there is surely one. */
const toChoices = (patterns: number): number => Math.max(5, Math.ceil(patterns / 2));

const toRejected = ({ number, topic }: Assignment, { check, message }: Rejection): RejectedConversation => ({
  number,
  topic,
  check,
  message,
});
