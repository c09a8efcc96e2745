import type { JudgeAnswer } from './judge-answer.ts';
import type { JudgeId, Judgement } from './judgement.ts';

/** What a judgement is about and what it cost. */
export interface JudgedAs {
  readonly subject: string;
  readonly pattern: string;
  readonly judge: JudgeId;
  readonly costUsd: number | undefined;
}

/** The judgement in an answer. Its verdict is the rule's; the model's own is only looked at for whether it agrees. */
export const toJudgement = (
  answer: JudgeAnswer,
  { subject, pattern, judge, costUsd }: JudgedAs,
): Judgement => ({
  subject,
  pattern,
  judge,
  verdict: answer.verdict,
  isSuperficial: answer.isSuperficial,
  evidence: answer.evidence,
  items: answer.items,
  disqualifiers: answer.disqualifiers,
  costUsd,
  contradictsItself: answer.said !== answer.verdict,
});

/** The judgement of a call that was given up: nothing usable came, so nothing can be told. */
export const toCannotTell = ({ subject, pattern, judge, costUsd }: JudgedAs): Judgement => ({
  subject,
  pattern,
  judge,
  verdict: 'cannot-tell',
  isSuperficial: false,
  evidence: [],
  items: [],
  disqualifiers: [],
  costUsd,
  contradictsItself: false,
});
