import { hashText, makeRandom } from '../../base/index.ts';
import type { Subject } from '../subject.ts';
import type { JudgeId } from './judgement.ts';

/** A model that may judge. */
export interface Judge {
  readonly id: JudgeId;
  /** Who trained it. Judges lean toward what their own family wrote (arXiv 2410.21819). */
  readonly family: string;
}

/** One judgement that is wanted. */
export interface JudgingTask {
  readonly subject: string;
  readonly pattern: string;
  readonly judge: Judge;
  /**
   * - `only`: there is no judge of another family than the writer's; told in the report.
   * - `main`: decides about the conversation.
   * - `panel`: decides together with the main one.
   * - `overlap`: measures agreement and lean; decides nothing.
   * - `tie-break`: decides where two do not agree.
   */
  readonly role: 'only' | 'main' | 'panel' | 'overlap' | 'tie-break';
}

/** How to spread judgements over judges. */
export interface JudgingOptions {
  readonly seed: number;
  /** Share of the conversations that every judge sees, so that judges can be compared. Default 0.2. */
  readonly overlap?: number;
  /** Whether two judges of different families decide together about each conversation. */
  readonly isPanel?: boolean;
}

/**
 * Enough to see a lean of a tenth between two judges over some hundred conversations, at a fifth of the price of having
 * all judged twice.
 */
export const OVERLAP_SHARE = 0.2;

type JudgedSubject = Pick<Subject, 'id' | 'provider' | 'conversation'>;

/**
 * Who judges what: each conversation by a judge of another family than its writer's, some by all. Which ones follows
 * from ids and seed alone, so it stays as it is when more conversations come.
 *
 * Conversations come in random order, all patterns of one together and in random order: a judge sees no row of likes,
 * and the beginning of the prompt that the questions about one conversation share can be billed as cached.
 */
export const planJudging = (
  subjects: readonly JudgedSubject[],
  judges: readonly Judge[],
  options: JudgingOptions,
): JudgingTask[] => {
  const random = makeRandom(options.seed, 'judging');
  return random.shuffle(subjects).flatMap((subject) => {
    const patterns = random.shuffle([...new Set(subject.conversation.patterns_applied)]);
    return assignJudges(subject, judges, options).flatMap(({ judge, role }) =>
      patterns.map((pattern) => ({ subject: subject.id, pattern, judge, role })),
    );
  });
};

const assignJudges = (
  { id, provider }: JudgedSubject,
  judges: readonly Judge[],
  { seed, overlap = OVERLAP_SHARE, isPanel = false }: JudgingOptions,
): Array<Pick<JudgingTask, 'judge' | 'role'>> => {
  const others = turn(
    judges.filter(({ family }) => family !== provider),
    drawShare(seed, 'main', id),
  );
  const own = judges.filter(({ family }) => family === provider);
  const [main, ...rest] = [...others, ...own];
  if (main === undefined) return [];
  const isOwn = main.family === provider;
  const second = isPanel ? rest.find(({ family }) => family !== main.family) : undefined;
  const isShared = drawShare(seed, 'overlap', id) < overlap;
  const further = isShared ? rest.filter((judge) => judge !== second) : [];
  return [
    { judge: main, role: isOwn ? 'only' : 'main' },
    ...(second === undefined ? [] : [{ judge: second, role: 'panel' } as const]),
    ...further.map((judge) => ({ judge, role: 'overlap' }) as const),
  ];
};

/** A share from 0 to 1 that hangs on seed and id alone. */
const drawShare = (seed: number, label: string, id: string): number =>
  Number.parseInt(hashText(`${seed}/${label}/${id}`).slice(0, 8), 16) / 0x1_0000_0000;

/** The same list, begun elsewhere: several judges of other families take about the same share each. */
const turn = <Item>(items: readonly Item[], share: number): Item[] => {
  const start = Math.floor(share * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
};
