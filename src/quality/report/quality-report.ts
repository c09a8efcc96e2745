import type { Conversation } from '../../conversation/index.ts';
import type { DiversityReport } from '../diversity/diversity-report.ts';
import type { Cluster, LikePair } from '../duplicates/duplicate-report.ts';
import type { Finding, SetFinding } from '../finding.ts';
import type { Confusion } from '../judge/confuse.ts';
import type { Judgement, JudgeValidation } from '../judge/judgement.ts';
import type { Interval } from '../statistics/interval.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One conversation as a report shows it. */
export interface ReportedConversation {
  readonly id: string;
  readonly provider: string;
  readonly file: string;
  readonly line: number;
  readonly conversation: Conversation;
  readonly findings: readonly Finding[];
  readonly isUsable: boolean;
  /** Highest TF-IDF cosine with another one of the same provider. */
  readonly nearest: number;
  /** Tokens of each message, in order. */
  readonly tokens: readonly number[];
  /** Patterns that were verified, where a judge has looked. */
  readonly verified: readonly string[] | undefined;
}

/** How often a pattern was declared and verified in one provider's part. */
export interface PatternCount {
  readonly pattern: string;
  readonly declared: number;
  /** Undefined where no judge has looked. */
  readonly verified: number | undefined;
  readonly judged: number;
  /** Share of those judged that demonstrate it, with its Wilson interval (95 %). */
  readonly share: Interval | undefined;
}

/** planned = usable + rejected (by check) + failed (by problem). */
export interface Waterfall {
  readonly planned: number;
  readonly failed: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
  readonly written: number;
  readonly rejected: ReadonlyArray<{ readonly reason: string; readonly count: number }>;
  readonly usable: number;
}

/** What is told of one provider's part. */
export interface ProviderQuality {
  readonly provider: string;
  readonly models: readonly string[];
  readonly isSimulated: boolean;
  readonly waterfall: Waterfall;
  readonly patterns: readonly PatternCount[];
  readonly diversity: DiversityReport | undefined;
  readonly setFindings: readonly SetFinding[];
  /** Dollars paid in all for this part, and for each usable conversation. */
  readonly costUsd: number | undefined;
  readonly costPerUsableUsd: number | undefined;
}

/** All that `idiolect check` found: what `quality.json` holds and every page and text is made from. */
export interface QualityReport {
  readonly version: 1;
  readonly program: string;
  readonly madeAt: string;
  readonly recipe: { readonly name: string; readonly version: number; readonly hash: string };
  readonly patterns: readonly string[];
  readonly topics: readonly string[];
  /** What was fixed before generation, by name; and whether it is still so. */
  readonly registered: {
    readonly atMs: number | undefined;
    readonly settings: Readonly<Record<string, string | number>>;
    readonly changed: readonly string[];
  };
  readonly verdict: Verdict;
  readonly providers: readonly ProviderQuality[];
  readonly conversations: readonly ReportedConversation[];
  readonly clusters: readonly Cluster[];
  readonly pairs: readonly LikePair[];
  readonly judges: readonly JudgeValidation[];
  readonly judgements: readonly Judgement[];
  /** What judges found that were told of no pattern, one entry for each judge that was asked so. */
  readonly detections: ReadonlyArray<Confusion & { readonly judge: string }>;
  /** Agreement between two judges on the same items, where there are two. */
  readonly overlap: ReadonlyArray<{
    readonly one: string;
    readonly other: string;
    readonly items: number;
    readonly ac1: Interval;
    readonly kappa: Interval;
    /** Pass rate of own answers less that of others' on the same items: a lean towards its own family. */
    readonly selfPreference: Interval | undefined;
  }>;
}
