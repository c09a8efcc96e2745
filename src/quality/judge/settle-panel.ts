import type { JudgeId, Judgement, JudgeVerdict } from './judgement.ts';
import type { Judge, JudgingTask } from './plan-judging.ts';

/** What became of one pattern in one conversation, of which one judge or several have said something. */
export interface SettledJudgement {
  readonly subject: string;
  readonly pattern: string;
  /** `cannot-tell` where a person has to look. */
  readonly verdict: JudgeVerdict;
  readonly isSuperficial: boolean;
  /** A judgement that bears the verdict, with its evidence; the first one where a person has to look. */
  readonly judgement: Judgement;
  readonly judges: readonly JudgeId[];
  readonly needsHuman: boolean;
}

/** What is known of judges and writers. */
export interface SettleOptions {
  /** Who wrote a conversation, by its id. */
  readonly writerOf: (subject: string) => string;
  /** The family of a judge; its provider by default. */
  readonly familyOf?: (judge: JudgeId) => string;
  /** Whether two decide together; otherwise a judge of the writer's own family counts only where there is no other. */
  readonly isPanel?: boolean;
  /**
   * What was planned. Where two do not decide together, only judges count then that were to decide: what was judged
   * for the sake of comparison would else be held to another rule than the rest.
   */
  readonly tasks?: readonly JudgingTask[];
}

/** One result for each subject and pattern, in the order in which they first come. */
export const settlePanel = (judgements: readonly Judgement[], options: SettleOptions): SettledJudgement[] => {
  const deciding = options.isPanel ? judgements : keepDeciding(judgements, options.tasks ?? []);
  return [...Map.groupBy(deciding, toKey).values()].map((group) => settle(group, options));
};

/** Without those that only compare, wherever there is one that decides. */
const keepDeciding = (
  judgements: readonly Judgement[],
  tasks: readonly JudgingTask[],
): readonly Judgement[] => {
  const toVoice = (key: string, { provider, model }: JudgeId): string => `${key}\n${provider}\n${model}`;
  const comparing = new Set(
    tasks.filter(({ role }) => role === 'overlap').map((task) => toVoice(toKey(task), task.judge.id)),
  );
  if (comparing.size === 0) return judgements;
  const isDeciding = (one: Judgement): boolean => !comparing.has(toVoice(toKey(one), one.judge));
  const decided = new Set(judgements.filter(isDeciding).map(toKey));
  return judgements.filter((one) => isDeciding(one) || !decided.has(toKey(one)));
};

const toKey = ({ subject, pattern }: Pick<Judgement, 'subject' | 'pattern'>): string =>
  `${subject}\n${pattern}`;

const settle = (group: readonly Judgement[], options: SettleOptions): SettledJudgement => {
  const counted = listCounted(group, options);
  const verdict = decide(counted);
  const bearing = counted.find((judgement) => judgement.verdict === verdict) ?? counted[0] ?? group[0];
  if (bearing === undefined) throw new Error('Internal: a group of judgements is empty.');
  return {
    subject: bearing.subject,
    pattern: bearing.pattern,
    verdict,
    isSuperficial: counted.filter(({ isSuperficial }) => isSuperficial).length * 2 > counted.length,
    judgement: bearing,
    judges: counted.map(({ judge }) => judge),
    needsHuman: verdict === 'cannot-tell',
  };
};

const listCounted = (group: readonly Judgement[], options: SettleOptions): readonly Judgement[] => {
  const { writerOf, familyOf = toProvider, isPanel = false } = options;
  if (isPanel) return group;
  const others = group.filter(({ judge, subject }) => familyOf(judge) !== writerOf(subject));
  return others.length > 0 ? others : group;
};

const toProvider = ({ provider }: JudgeId): string => provider;

/** One alone decides; of several, two at least have to agree and outnumber those who say the opposite. */
const decide = (counted: readonly Judgement[]): JudgeVerdict => {
  const count = (verdict: JudgeVerdict): number => counted.filter((one) => one.verdict === verdict).length;
  const [yes, no] = [count('demonstrated'), count('not-demonstrated')];
  const least = Math.min(2, counted.length);
  if (yes > no && yes >= least) return 'demonstrated';
  return no > yes && no >= least ? 'not-demonstrated' : 'cannot-tell';
};

/**
 * The judgements that would settle what two judges left open: by a judge of a family that has not spoken yet. What is
 * left open without such a judge, or after it, is for a person.
 */
export const planTieBreaks = (
  judgements: readonly Judgement[],
  judges: readonly Judge[],
  options: SettleOptions,
): JudgingTask[] => {
  const { familyOf = toProvider } = options;
  return [...Map.groupBy(judgements, toKey).values()].flatMap((group): JudgingTask[] => {
    const { subject, pattern, needsHuman } = settle(group, options);
    if (!needsHuman) return [];
    const heard = new Set(group.map(({ judge }) => familyOf(judge)));
    const fresh = judges.filter(({ family }) => !heard.has(family));
    const judge = fresh.find(({ family }) => family !== options.writerOf(subject)) ?? fresh[0];
    return judge === undefined ? [] : [{ subject, pattern, judge, role: 'tie-break' }];
  });
};
