import type { Call, StopReason } from '../../engine/index.ts';
import {
  type JudgeAnswer,
  type Judgement,
  makeJudgeCall,
  type Subject,
  toCannotTell,
  toJudgement,
} from '../../quality/index.ts';
import type { Pattern } from '../../recipe/index.ts';
import { askJudge } from './ask-judge.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { JudgeTarget } from './judge-targets.ts';

/** Whether a conversation shows a pattern. */
export interface Question {
  readonly subject: Subject;
  readonly pattern: Pattern;
}

/** What a judge said to some questions; those that a stop left open are absent. */
export interface Told {
  readonly judgements: readonly Judgement[];
  /** Answers that had to be asked for again because their quotes could not be found. */
  readonly secondLooks: number;
  readonly stopReason: StopReason | undefined;
}

export const toJudgeCall = (target: JudgeTarget, { subject, pattern }: Question): Call<JudgeAnswer> =>
  makeJudgeCall(subject, pattern, { model: target.modelName });

/** Asks a judge whether conversations show patterns. A question that it could not answer usably gives `cannot-tell`. */
export const askQuestions = async (
  target: JudgeTarget,
  questions: readonly Question[],
  parts: JudgeParts,
): Promise<Told> => {
  const calls = questions.map((question) => toJudgeCall(target, question));
  const { outcomes, costUsd, stopReason } = await askJudge(target, calls, parts);
  let secondLooks = 0;
  const judgements = questions.flatMap(({ subject, pattern }, at): Judgement[] => {
    const callId = calls[at]?.id ?? '';
    const outcome = outcomes.get(callId);
    if (outcome === undefined) return [];
    const as = {
      ...{ subject: subject.id, pattern: pattern.name, judge: target.judge.id },
      costUsd: costUsd.get(callId),
    };
    if (outcome.kind !== 'accepted') return [toCannotTell(as)];
    if (outcome.value.isSecondLook) secondLooks++;
    return [toJudgement(outcome.value, as)];
  });
  return { judgements, secondLooks, stopReason };
};
