import type { Thresholds, Unit } from '../../gate/index.ts';
import type { DiversityReport } from '../diversity/diversity-report.ts';
import type { LikePair } from '../duplicates/duplicate-report.ts';
import type { JudgeId, Judgement, JudgeValidation } from '../judge/judgement.ts';

/** A conversation after its checks. */
export interface CheckedConversation {
  readonly id: string;
  /** No check fails it, duplicates included. */
  readonly isUsable: boolean;
  /** Roles alternate, there are 3 to 5 exchanges, and it was read without a fault. */
  readonly isSound: boolean;
  /** The patterns that it declares. */
  readonly patterns: readonly string[];
}

/** The judgement that stands of a pattern in a conversation, once a panel is settled. */
export type FinalJudgement = Pick<Judgement, 'subject' | 'pattern' | 'judge' | 'verdict' | 'isSuperficial'>;

/**
 * What a person found of a pattern in a conversation. Only labels of instances that were drawn at random, and of which
 * the person did not know the judge's verdict, may speak for the rest.
 */
export interface HumanLabel {
  readonly subject: string;
  readonly pattern: string;
  readonly isDemonstrated: boolean;
  readonly isSuperficial?: boolean;
}

/** What is known of one provider's part of a set. */
export interface ProviderPart {
  readonly provider: string;
  /** How many were asked for, with those that failed. */
  readonly planned: number;
  /** Lines of its files that hold no conversation: file and line. */
  readonly unreadable: readonly string[];
  /** All that were written. */
  readonly conversations: readonly CheckedConversation[];
  /** At most one for a pattern of a conversation; also of patterns that were not declared. */
  readonly judgements: readonly FinalJudgement[];
  readonly labels: readonly HumanLabel[];
  /** Judges by whose verdict conversations were left out or made again: of what is left they can say nothing. */
  readonly filteredBy?: readonly JudgeId[];
  readonly diversity: DiversityReport | undefined;
  /** Pairs of the duplicate report; those with other providers' conversations do not count. */
  readonly pairs: readonly LikePair[];
}

/** All that a verdict is worked out from. */
export interface VerdictInput {
  /** All patterns of the recipe. */
  readonly patterns: readonly string[];
  readonly unit: Unit;
  readonly thresholds: Thresholds;
  /** For the resampling of intervals. */
  readonly seed: number;
  /** How judges did on the gold set that holds now; those that were not measured are absent. */
  readonly validations: readonly JudgeValidation[];
  readonly providers: readonly ProviderPart[];
}

export { toJudgeName, type Unit } from '../../gate/index.ts';
