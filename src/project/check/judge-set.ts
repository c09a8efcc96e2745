import type { StopReason } from '../../engine/index.ts';
import { nameModel } from '../../gate/index.ts';
import {
  estimateJudging,
  type Judgement,
  type JudgingTask,
  planJudging,
  planTieBreaks,
  type SettledJudgement,
  type Subject,
  settlePanel,
} from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { askQuestions, type Question, toJudgeCall } from './ask-questions.ts';
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
      const toQuestion = ({ subject: id, pattern: name }: JudgingTask): Question => {
        const [subject, pattern] = [byId.get(id), cards.get(name)];
        if (!subject || !pattern) throw new Error(`Internal: ${id} or ${name} is not known.`);
        return { subject, pattern };
      };
      const { costUsd: estimateUsd } = estimateJudging(
        own,
        (task) => toJudgeCall(target, toQuestion(task)),
        target.model,
        (request) => target.provider.countWorstOutput(request),
      );
      parts.tell({
        ...{ kind: 'judging', judge: nameModel(target.judge.id), isSimulated: target.isSimulated },
        ...{ calls: own.length, estimateUsd },
      });
      return askQuestions(target, own.map(toQuestion), parts);
    }),
  );
  return {
    judgements: results.flatMap(({ judgements }) => judgements),
    stopReason: results.find(({ stopReason }) => stopReason !== undefined)?.stopReason,
  };
};
