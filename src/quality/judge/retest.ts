import { hashText } from '../../base/index.ts';
import type { Interval } from '../statistics/interval.ts';
import { wilson } from '../statistics/wilson.ts';
import type { Judgement } from './judgement.ts';
import type { JudgingTask } from './plan-judging.ts';

/** Share of judgements that are asked for once more, to see how often a judge contradicts itself. */
export const RETEST_SHARE = 0.1;

/**
 * The tasks to ask once more, with `repeat` set in the manner of the call. Which ones follows from seed and ids alone.
 * A repetition tells how steady a judge is, never whether it is right, and settles nothing.
 */
export const planRetest = (
  tasks: readonly JudgingTask[],
  seed: number,
  share = RETEST_SHARE,
): JudgingTask[] =>
  tasks.filter(({ subject, pattern, judge }) => {
    const hash = hashText(`${seed}/retest/${subject}/${pattern}/${judge.id.provider}/${judge.id.model}`);
    return Number.parseInt(hash.slice(0, 8), 16) / 0x1_0000_0000 < share;
  });

/** How often the second verdict was the first one's, with its Wilson interval (95 %); undefined without any. */
export const measureRetest = (
  first: readonly Judgement[],
  again: readonly Judgement[],
): Interval | undefined => {
  const known = new Map(first.map((judgement) => [toKey(judgement), judgement.verdict]));
  const both = again.filter((judgement) => known.has(toKey(judgement)));
  const same = both.filter((judgement) => known.get(toKey(judgement)) === judgement.verdict).length;
  return both.length === 0 ? undefined : wilson(same, both.length);
};

const toKey = ({ subject, pattern, judge }: Judgement): string =>
  [subject, pattern, judge.provider, judge.model, judge.promptVersion].join('\n');
