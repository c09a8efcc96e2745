import type { Result } from '../base/index.ts';
import type { Conversation } from '../conversation/index.ts';
import type { Outcome } from '../engine/index.ts';
import { readConversation } from '../generate/index.ts';
import type { Assignment } from '../plan/index.ts';
import type { Problem, RawReply } from '../providers/index.ts';
import { DatasetDraft } from './dataset-draft.ts';
import type { Target } from './open-target.ts';
import type { GenerateSummary } from './summary.ts';
import type { Tally } from './tally.ts';
import { type LineReader, writeDataset } from './write-dataset.ts';

/** What a run asks for, in which order, and what becomes of it. */
export interface Course {
  /** What is to be asked next, when all before it is settled; undefined at the end. */
  next(): Promise<readonly Assignment[] | undefined>;
  /** Takes in how a call ended. Calls must not overlap. */
  settle(outcome: Outcome<Conversation>): Promise<void>;
  /** Judges what there is, also when the run stopped early. */
  conclude(): Promise<CourseEnd>;
}

/** How a course ended. */
export interface CourseEnd extends Pick<GenerateSummary, 'rejected' | 'refill'> {
  /** Writes the dataset file, and tells how many lines it has. */
  readonly write: () => Promise<number>;
}

/** The course of a plan: all of it is asked for once, and every conversation is a line. */
export const makePlanCourse = (
  assignments: readonly Assignment[],
  file: string,
  tally: Pick<Tally, 'accepted'>,
  readLine: LineReader,
): Course => {
  const draft = new DatasetDraft(file, readLine);
  const rest = [assignments];
  return {
    next: () => Promise.resolve(rest.shift()),
    settle: (outcome) =>
      draft.settle(Number(outcome.call.id), outcome.kind === 'accepted' ? outcome.value : undefined),
    // Puts the draft in its place; where there is none that could be written, the file is made anew.
    conclude: () =>
      Promise.resolve({
        write: async () => (await draft.finish()) ?? writeDataset(file, tally.accepted.keys(), readLine),
      }),
  };
};

/** A course that could not be opened: it asks for nothing, and its run ends with the fault. */
export const makeBrokenCourse = (fault: unknown): Course => ({
  next: () => Promise.reject(fault),
  settle: () => Promise.resolve(),
  conclude: () => Promise.reject(fault),
});

/** Who gave an answer. */
type ReadBackTarget = Pick<Target, 'modelName'> & { readonly provider: Pick<Target['provider'], 'read'> };

/** Makes what reads an answer back into the conversation of an assignment, by its number. */
export const makeReadBack =
  ({ provider, modelName }: ReadBackTarget, find: (number: number) => Assignment | undefined) =>
  (number: number, raw: RawReply): Result<Conversation, Problem> => {
    const assignment = find(number);
    if (assignment === undefined) throw new Error(`Internal: there is no assignment ${number}.`);
    return readConversation(provider, raw, modelName, assignment);
  };
