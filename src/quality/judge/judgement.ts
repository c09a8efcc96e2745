import type { JudgeId } from '../../gate/index.ts';
import type { Interval } from '../statistics/interval.ts';

export type JudgeVerdict = 'demonstrated' | 'not-demonstrated' | 'cannot-tell';

/** A quote that a judge gave as evidence; `place` where code found it in the named turn. */
export interface Evidence {
  readonly item: string;
  readonly turn: number;
  readonly quote: string;
  readonly place?: { readonly turn: number; readonly start: number; readonly end: number };
}

/** What one judge found about one pattern in one conversation. The verdict is worked out from the items. */
export interface Judgement {
  readonly subject: string;
  readonly pattern: string;
  readonly judge: JudgeId;
  readonly verdict: JudgeVerdict;
  /** Form is there and substance is missing. */
  readonly isSuperficial: boolean;
  readonly evidence: readonly Evidence[];
  readonly items: ReadonlyArray<{ readonly id: string; readonly isMet: boolean }>;
  readonly disqualifiers: readonly string[];
  readonly costUsd: number | undefined;
  /** Whether the model's own verdict was another one than the rule's. */
  readonly contradictsItself: boolean;
}

/** How a judge did on the held-out part of the gold set. */
export interface JudgeValidation {
  readonly judge: JudgeId;
  readonly recipe: string;
  /** SHA-256 of the gold set and the patterns' cards. */
  readonly goldHash: string;
  readonly positives: number;
  readonly negatives: number;
  readonly truePositives: number;
  readonly trueNegatives: number;
  readonly cannotTell: number;
  readonly sensitivity: Interval;
  readonly specificity: Interval;
  readonly agreement: Interval;
  readonly kappa: Interval;
  readonly ac1: Interval;
  readonly alpha: Interval;
  readonly quoteVerification: number;
  readonly evidenceAblation: { readonly flipped: number; readonly tried: number };
  readonly markerAblation: { readonly flipped: number; readonly tried: number };
  readonly byPattern: ReadonlyArray<{
    readonly pattern: string;
    readonly positives: number;
    readonly negatives: number;
    readonly truePositives: number;
    readonly trueNegatives: number;
  }>;
  readonly isAdmitted: boolean;
  /** Why not, one sentence each; empty when admitted. */
  readonly shortfalls: readonly string[];
}

export type { JudgeId } from '../../gate/index.ts';
