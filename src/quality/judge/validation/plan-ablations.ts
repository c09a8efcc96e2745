import type { Pattern } from '../../../recipe/index.ts';
import type { Subject } from '../../subject.ts';
import type { Judgement } from '../judgement.ts';
import { ablateEvidence, ablateMarkers } from './ablate.ts';

/** A changed conversation that is to be judged again on one pattern. */
export interface Ablation {
  /** The conversation that had passed. */
  readonly of: string;
  readonly subject: Subject;
  readonly pattern: Pattern;
}

/** What is to be judged again, and what is expected of it. */
export interface AblationPlan {
  /** Each verdict has to fall. */
  readonly withoutEvidence: readonly Ablation[];
  /** No verdict may fall. */
  readonly withoutMarks: readonly Ablation[];
}

/**
 * The two tests of a judge that need no labels, made of conversations that it has passed: one has its evidence taken
 * out, the other its outward marks. They can be made of any set, not only of a gold set.
 */
export const planAblations = (
  subjects: readonly Subject[],
  judgements: readonly Judgement[],
  patterns: readonly Pattern[],
): AblationPlan => {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const byName = new Map(patterns.map((pattern) => [pattern.name, pattern]));
  const passed = judgements.flatMap((judgement) => {
    const subject = byId.get(judgement.subject);
    const pattern = byName.get(judgement.pattern);
    const isPassed = judgement.verdict === 'demonstrated';
    return isPassed && subject !== undefined && pattern !== undefined
      ? [{ subject, pattern, judgement }]
      : [];
  });
  const make = (change: (one: (typeof passed)[number]) => Subject | undefined): Ablation[] =>
    passed.flatMap((one) => {
      const subject = change(one);
      return subject === undefined ? [] : [{ of: one.subject.id, subject, pattern: one.pattern }];
    });
  return {
    withoutEvidence: make(({ subject, judgement }) => ablateEvidence(subject, judgement)),
    withoutMarks: make(({ subject, pattern }) => ablateMarkers(subject, pattern)),
  };
};
