import type { Conversation } from '../../conversation/index.ts';
import { type Call, type Ledger, toCallKey } from '../../engine/index.ts';
import type { Assignment, PlanOptions } from '../../plan/index.ts';
import type { Provider } from '../../providers/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { makeReadBack } from '../course.ts';
import type { FailedConversation, RejectedConversation } from '../summary.ts';
import { makeConversationReader } from '../write-dataset.ts';
import type { Acceptance } from './acceptance.ts';
import { Rounds } from './rounds.ts';
import { hasAnswer, readStored } from './stored-outcome.ts';
import { Walk } from './walk.ts';

/** What the rounds of a dataset came to. Always: asked = done + rejected + spare + failed + missing. */
export interface FoldedRounds {
  readonly asked: number;
  readonly done: number;
  readonly rejected: readonly RejectedConversation[];
  readonly spare: number;
  readonly failed: readonly FailedConversation[];
  readonly missing: number;
}

/** What is folded. */
export interface FoldParts {
  readonly recipe: Recipe;
  readonly plan: PlanOptions;
  readonly provider: Pick<Provider, 'name' | 'baseUrl' | 'read'>;
  readonly model: string;
  readonly makeCall: (assignment: Assignment) => Call<Conversation>;
  readonly ledger: Pick<Ledger, 'readAnswer' | 'readAnswers' | 'readFailure'>;
  readonly acceptance: Acceptance;
}

/** Works out of the ledger how a run with `untilAccepted` stands, by the walk that the run itself takes. */
export const foldRounds = async (parts: FoldParts): Promise<FoldedRounds> => {
  const { recipe, plan, provider, makeCall, ledger, acceptance } = parts;
  const answers = new Map<number, number>();
  const failed = new Map<number, FailedConversation>();
  const find = (number: number): Assignment | undefined => rounds.asked.get(number);
  const readBack = makeReadBack({ provider, modelName: parts.model }, find);
  const read = makeConversationReader(answers, ledger, readBack);
  const rounds = new Rounds({ recipe, plan, acceptance, read: ({ number }) => read(number) });
  const walk = new Walk({
    rounds,
    readStored: (assignment) => readStored(provider, makeCall(assignment), ledger),
    hasAnswer: (assignment) => hasAnswer(provider, makeCall(assignment), ledger),
    onSettled: async (outcome) => {
      const number = Number(outcome.call.id);
      if (outcome.kind === 'accepted') {
        answers.set(number, outcome.answerId);
        await rounds.settle(number, outcome.value);
      } else {
        const { kind, message } = outcome.problem;
        failed.set(number, { number, topic: find(number)?.topic ?? '', reason: kind, message });
      }
    },
  });
  const left = (await walk.next()) ?? [];
  for (const assignment of left) noteFailure(assignment, parts, failed);
  const { accepted, rejected, spare } = walk.end ?? (await rounds.conclude());
  const asked = rounds.asked.size;
  const settled = accepted.length + rejected.length + spare.length + failed.size;
  return {
    ...{ asked, rejected },
    done: accepted.length,
    spare: spare.length,
    failed: [...failed.values()].toSorted((a, b) => a.number - b.number),
    missing: asked - settled,
  };
};

/** What was given up without an answer is asked for again by the next run, and until then it has failed. */
const noteFailure = (
  assignment: Assignment,
  { provider, makeCall, ledger }: FoldParts,
  failed: Map<number, FailedConversation>,
): void => {
  const failure = ledger.readFailure(toCallKey(provider, makeCall(assignment)));
  const { number, topic } = assignment;
  if (failure) failed.set(number, { number, topic, reason: failure.kind, message: failure.message });
};
