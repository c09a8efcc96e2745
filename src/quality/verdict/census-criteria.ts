import { countToGenerate } from '../statistics/sample-size.ts';
import type { Criterion, Decision } from './verdict.ts';
import type { ProviderPart, VerdictInput } from './verdict-input.ts';
import { toCountText, toExamples, toShareText } from './wording.ts';

/** A criterion on which nothing has to be estimated: its two decisions are one. */
const toCensus = (
  decision: Decision,
  rest: Omit<Criterion, 'isCensus' | 'asStated' | 'withConfidence'>,
): Criterion => ({ ...rest, isCensus: true, asStated: decision, withConfidence: decision });

/** 100 usable conversations are a go, fewer than 80 a no-go; between them some more have to be generated. */
export const decideUsableCount = (part: ProviderPart, { thresholds }: VerdictInput): Criterion => {
  const [go, least] = [thresholds['usable-go'], thresholds['usable-no-go']];
  const usable = part.conversations.filter(({ isUsable }) => isUsable).length;
  const decision = usable >= go ? 'go' : usable < least ? 'no-go' : 'inconclusive';
  return toCensus(decision, {
    id: 'usable-count',
    title: 'usable count',
    asked: `${go}+ usable conversations from each provider; fewer than ${least} are a no-go`,
    measured: `${usable} of ${toCountText(part.planned, 'planned conversation')}`,
    ...(decision !== 'go' && { toChange: adviseTopUp(usable, part.planned, thresholds) }),
    examples: toExamples(part.conversations.filter(({ isUsable }) => !isUsable).map(({ id }) => id)),
  });
};

const adviseTopUp = (usable: number, planned: number, thresholds: VerdictInput['thresholds']): string => {
  const missing = thresholds['usable-go'] - usable;
  if (planned === 0) return `generate ${missing} or more`;
  const yieldShare = usable / planned;
  const more = countToGenerate(missing, yieldShare, thresholds['top-up-confidence']);
  if (more === undefined) return 'mend what the checks found before generating more: none was usable';
  const percent = Math.round(thresholds['top-up-confidence'] * 100);
  return `generate ${more} more: at a yield of ${toShareText(yieldShare)} that brings the missing ${missing} with ${percent} % confidence`;
};

/** Every line that is written has to be a conversation with sound roles and 3 to 5 exchanges. */
export const decideStructure = (part: ProviderPart): Criterion => {
  const broken = part.conversations.filter(({ isSound }) => !isSound).map(({ id }) => id);
  const wrong = [...part.unreadable, ...broken];
  const total = part.conversations.length + part.unreadable.length;
  return toCensus(wrong.length > 0 ? 'no-go' : total === 0 ? 'inconclusive' : 'go', {
    id: 'structure',
    title: 'structure',
    asked: 'JSON parsing succeeds for all; conversations are 3-5 exchanges of user and assistant in turn',
    measured: `${total - wrong.length} of ${total} sound`,
    ...(wrong.length > 0 && {
      toChange: `remove ${toCountText(wrong.length, 'line')}, or generate them again`,
    }),
    examples: toExamples(wrong),
  });
};

/** No two usable conversations of a provider may be the same or nearly so, and few may have had to be rejected. */
export const decideDuplicates = (part: ProviderPart, { thresholds }: VerdictInput): Criterion => {
  const usable = new Map(part.conversations.map(({ id, isUsable }) => [id, isUsable]));
  const rejected = part.pairs.filter(
    ({ isRejected, one, other }) => isRejected && usable.has(one) && usable.has(other),
  );
  const left = rejected.filter(({ one, other }) => usable.get(one) && usable.get(other));
  const dropped = new Set(
    rejected.flatMap(({ one, other }) => [one, other].filter((id) => usable.get(id) === false)),
  );
  const share = part.conversations.length === 0 ? 0 : dropped.size / part.conversations.length;
  const most = thresholds['duplicates-most'];
  const decision =
    left.length > 0 ? 'no-go' : share > most || part.conversations.length === 0 ? 'inconclusive' : 'go';
  return toCensus(decision, {
    id: 'duplicates',
    title: 'duplicates',
    asked: `no duplicates among those that are used; at most ${toShareText(most)} of all rejected as such`,
    measured: `${toCountText(left.length, 'pair')} among those that are used; ${dropped.size} of ${part.conversations.length} rejected`,
    ...(left.length > 0
      ? { toChange: `leave out one of each of ${toCountText(left.length, 'pair')}` }
      : share > most && { toChange: 'vary topics and scenarios, and generate the rejected ones again' }),
    examples: toExamples(left.length > 0 ? left.flatMap(({ one, other }) => [one, other]) : [...dropped]),
  });
};
