import type { Conversation } from '../../conversation/index.ts';
import { type Call, type Outcome, toCallKey } from '../../engine/index.ts';
import type { Assignment } from '../../plan/index.ts';
import type { SharedParts } from '../control.ts';
import { type Course, type CourseEnd, makeReadBack } from '../course.ts';
import type { Target } from '../open-target.ts';
import type { Tally } from '../tally.ts';
import { makeConversationReader, makeLineReader, writeDataset } from '../write-dataset.ts';
import type { Acceptance } from './acceptance.ts';
import { Rounds } from './rounds.ts';
import { hasAnswer, readStored } from './stored-outcome.ts';
import { Walk } from './walk.ts';

/** What a course of rounds works on. */
export interface RefillParts {
  readonly target: Target;
  /** Where the dataset file will lie. */
  readonly file: string;
  readonly makeCall: (assignment: Assignment) => Call<Conversation>;
  readonly shared: Pick<SharedParts, 'options' | 'settings' | 'recipe' | 'ledger' | 'control'>;
  readonly acceptance: Acceptance;
  readonly tally: Tally;
  /** Hears of what the ledger had settled. */
  readonly onStored: (outcome: Outcome<Conversation>) => void;
  /** Hears that a round after the first asks for so many conversations that the ledger does not hold. */
  readonly onRefill: (asked: number) => void;
}

/** The course of rounds: asks until as many conversations are accepted as are wanted, and writes these alone. */
export const makeRefillCourse = (parts: RefillParts): Course => {
  const { target, tally, makeCall, acceptance } = parts;
  const { options, settings, recipe, ledger } = parts.shared;
  const { provider } = target;
  const reading = [
    tally.accepted,
    ledger,
    makeReadBack(target, (number) => rounds.asked.get(number)),
  ] as const;
  const read = makeConversationReader(...reading);
  const rounds = new Rounds({ recipe, plan: settings, acceptance, read: ({ number }) => read(number) });
  const settle = async (outcome: Outcome<Conversation>): Promise<void> => {
    if (outcome.kind === 'accepted') await rounds.settle(Number(outcome.call.id), outcome.value);
    tally.rejected = rounds.rejectedSoFar;
  };
  const walk = openWalk(parts, rounds, settle);
  return {
    settle,
    next: async () => {
      const next = await walk.next();
      // Round by round: what is asked for in this command is not set aside again.
      if (options.fresh && next) {
        await ledger.setAside(next.map((each) => toCallKey(provider, makeCall(each))));
      }
      if (next && rounds.round > 1) parts.onRefill(next.length);
      return next;
    },
    conclude: async (): Promise<CourseEnd> => {
      const { accepted, rejected, spare, isEnough, next } = walk.end ?? (await rounds.conclude());
      tally.rejected = rejected.length;
      return {
        rejected,
        refill: {
          wanted: settings.count,
          rounds: rounds.round,
          spare: spare.length,
          isFruitless: !isEnough && next === undefined && tally.unfinished === 0,
        },
        write: () => writeDataset(parts.file, accepted, makeLineReader(...reading)),
      };
    },
  };
};

const openWalk = (
  { target, tally, makeCall, shared, onStored }: RefillParts,
  rounds: Rounds,
  settle: (outcome: Outcome<Conversation>) => Promise<void>,
): Walk => {
  const { ledger, options, control } = shared;
  const isAnew = options.fresh === true;
  return new Walk({
    rounds,
    readStored: (assignment) =>
      isAnew ? { kind: 'open' } : readStored(target.provider, makeCall(assignment), ledger),
    hasAnswer: (assignment) => !isAnew && hasAnswer(target.provider, makeCall(assignment), ledger),
    onSettled: async (outcome) => {
      onStored(outcome);
      tally.note(outcome);
      await settle(outcome);
    },
    onRound: () => {
      tally.rejected = rounds.rejectedSoFar;
      tally.beginRound(rounds.assignments);
    },
    ...(control.signal && { signal: control.signal }),
  });
};
