import type { Call, StopReason } from '../../engine/index.ts';
import {
  estimateJudging,
  type JudgeAnswer,
  type Judgement,
  type JudgingTask,
  makeJudgeCall,
  planJudging,
  planTieBreaks,
  type SettledJudgement,
  type Subject,
  settlePanel,
  toCannotTell,
  toJudgement,
} from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { askJudge } from './ask-judge.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { JudgeTarget } from './judge-targets.ts';

/** What the judges said of a set. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** One for each pattern of each conversation that was judged. */
  readonly settled: readonly SettledJudgement[];
  /** How many judgements were wanted and are not there, because the work stopped. */
  readonly missing: number;
  readonly stopReason: StopReason | undefined;
}

/** What is to be judged by whom. */
export interface JudgingOrder {
  readonly subjects: readonly Subject[];
  readonly recipe: Recipe;
  readonly targets: readonly JudgeTarget[];
  readonly seed: number;
  readonly isPanel: boolean;
}

/** Has every declared pattern of every conversation judged; where two judges differ, a third family decides. */
export const judgeSet = async (order: JudgingOrder, parts: JudgeParts): Promise<Judged> => {
  const { subjects, targets, seed, isPanel } = order;
  const judges = targets.map(({ judge }) => judge);
  const known = onlyKnown(subjects, order.recipe);
  const tasks = planJudging(known, judges, { seed, isPanel });
  const first = await carryOut(tasks, order, parts);
  const writerOf = toWriterOf(subjects);
  const options = { writerOf, isPanel };
  const ties =
    isPanel && first.stopReason === undefined ? planTieBreaks(first.judgements, judges, options) : [];
  const second = ties.length > 0 ? await carryOut(ties, order, parts) : undefined;
  const judgements = [...first.judgements, ...(second?.judgements ?? [])];
  return {
    judgements,
    settled: settlePanel(judgements, { ...options, tasks: [...tasks, ...ties] }),
    missing: tasks.length + ties.length - judgements.length,
    stopReason: first.stopReason ?? second?.stopReason,
  };
};

/** A pattern that the recipe does not hold has no card to judge by. */
const onlyKnown = (subjects: readonly Subject[], { patterns }: Recipe): Subject[] => {
  const names = new Set(patterns.map(({ name }) => name));
  return subjects.map((subject) => {
    const { conversation } = subject;
    const declared = conversation.patterns_applied.filter((name) => names.has(name));
    return { ...subject, conversation: { ...conversation, patterns_applied: declared } };
  });
};

export const toWriterOf = (
  subjects: ReadonlyArray<Pick<Subject, 'id' | 'provider'>>,
): ((id: string) => string) => {
  const writers = new Map(subjects.map(({ id, provider }) => [id, provider]));
  return (id) => writers.get(id) ?? '';
};

const carryOut = async (tasks: readonly JudgingTask[], order: JudgingOrder, parts: JudgeParts) => {
  const byId = new Map(order.subjects.map((subject) => [subject.id, subject]));
  const cards = new Map(order.recipe.patterns.map((pattern) => [pattern.name, pattern]));
  const results = await Promise.all(
    order.targets.map(async (target) => {
      const own = tasks.filter(({ judge }) => judge === target.judge);
      if (own.length === 0) return { judgements: [], stopReason: undefined };
      const makeCall = ({ subject, pattern }: JudgingTask): Call<JudgeAnswer> => {
        const [conversation, card] = [byId.get(subject), cards.get(pattern)];
        if (!conversation || !card) throw new Error(`Internal: ${subject} or ${pattern} is not known.`);
        return makeJudgeCall(conversation, card, { model: target.modelName });
      };
      const { costUsd: estimateUsd } = estimateJudging(own, makeCall, target.model, (request) =>
        target.provider.countWorstOutput(request),
      );
      const { id } = target.judge;
      parts.tell({
        ...{ kind: 'judging', judge: `${id.provider} ${id.model}`, isSimulated: target.isSimulated },
        ...{ calls: own.length, estimateUsd },
      });
      const answered = await askJudge(target, own.map(makeCall), parts);
      const judgements = own.flatMap(({ subject, pattern }): Judgement[] => {
        const callId = `${subject} ${pattern}`;
        const outcome = answered.outcomes.get(callId);
        if (outcome === undefined) return [];
        const as = { subject, pattern, judge: id, costUsd: answered.costUsd.get(callId) };
        return [outcome.kind === 'accepted' ? toJudgement(outcome.value, as) : toCannotTell(as)];
      });
      return { judgements, stopReason: answered.stopReason };
    }),
  );
  return {
    judgements: results.flatMap(({ judgements }) => judgements),
    stopReason: results.find(({ stopReason }) => stopReason !== undefined)?.stopReason,
  };
};
