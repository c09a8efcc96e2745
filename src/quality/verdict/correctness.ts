import { type Instance, toUnitNoun } from './instances.ts';
import { type JudgeEvidence, measureByJudges } from './judge-evidence.ts';
import {
  adviseLabels,
  boundByPeople,
  couldDecide,
  measureByPeople,
  type PeopleEvidence,
} from './people-evidence.ts';
import type { Criterion, Decision } from './verdict.ts';
import { type ProviderPart, toJudgeName, type VerdictInput } from './verdict-input.ts';
import { rankPatterns } from './weak-patterns.ts';
import { toExamples, toIntervalText, toShareText } from './wording.ts';

/** What speaks for one side or the other, and at which level. */
interface Evidence {
  readonly judges: JudgeEvidence | undefined;
  readonly people: PeopleEvidence;
  readonly level: number;
}

/**
 * At least 90 % have to demonstrate their patterns correctly: by judges that were admitted, by people, or by both.
 *
 * As the guide states it, people's labels count first (where they are a sample), then the judges' corrected estimate.
 * With confidence, people outrank judges, but neither is a go against the other. Where both could decide, each does so
 * at half the error that is allowed, so that two chances to err are no more than one.
 *
 * @param instances - Of the input's unit.
 * @param single - Of the unit `instance`.
 */
export const decideCorrectness = (
  part: ProviderPart,
  instances: readonly Instance[],
  single: readonly Instance[],
  input: VerdictInput,
): Criterion => {
  const evidence = weighEvidence(part, instances, input);
  const bar = input.thresholds['correct-least'];
  const [asStated, withConfidence] = [decideAsStated(evidence, input), decideWithConfidence(evidence, bar)];
  const interval = toInterval(evidence);
  const advice = withConfidence === 'go' ? undefined : advise(part, evidence, withConfidence, input);
  return {
    id: 'pattern-correctness',
    title: 'pattern correctness',
    asked: `${Math.round(bar * 100)}%+ demonstrate their patterns correctly`,
    isCensus: false,
    asStated,
    withConfidence,
    measured: describe(evidence, single, input),
    ...(interval && { interval }),
    ...(advice !== undefined && { toChange: advice }),
    examples: toExamples(
      instances
        .filter(({ judged, labelled }) => (labelled ?? judged)?.mark === 'not-shown')
        .map((one) => one.conversation),
    ),
  };
};

const weighEvidence = (
  part: ProviderPart,
  instances: readonly Instance[],
  { thresholds, seed }: VerdictInput,
): Evidence => {
  const people = measureByPeople(instances, ({ mark }) => mark === 'shown');
  const { confidence, 'correct-least': bar } = thresholds;
  const isJudged = instances.some(({ judged }) => judged !== undefined);
  const level = isJudged && couldDecide(people, bar, confidence) ? (1 + confidence) / 2 : confidence;
  return { judges: measureByJudges(instances, { seed, label: part.provider, level }), people, level };
};

const decideAsStated = ({ judges, people }: Evidence, { thresholds }: VerdictInput): Decision => {
  const bar = thresholds['correct-least'];
  const { looked, good, population } = people.audit;
  if (looked > 0 && looked >= Math.min(population, thresholds['review-least'])) {
    return meets(good / looked, bar) ? 'go' : 'no-go';
  }
  if (judges === undefined) return 'inconclusive';
  if (meets(judges.corrected.estimate, bar)) return 'go';
  return meets(judges.highest, bar) ? 'inconclusive' : 'no-go';
};

const decideWithConfidence = ({ judges, people, level }: Evidence, bar: number): Decision => {
  const { looked, good } = people.audit;
  const byJudges = judges ? decideByBounds(judges.corrected, bar) : 'inconclusive';
  if (looked === 0) return byJudges;
  const byPeople = decideByBounds(boundByPeople(people, level), bar);
  if (byPeople === 'no-go') return 'no-go';
  if (byPeople === 'go') return byJudges === 'no-go' ? 'inconclusive' : 'go';
  const isContradicted = meets(good / looked, bar) !== (byJudges === 'go');
  return isContradicted ? 'inconclusive' : byJudges;
};

const decideByBounds = (
  { lower, upper }: { readonly lower: number; readonly upper: number },
  bar: number,
): Decision => {
  if (meets(lower, bar)) return 'go';
  return meets(upper, bar) ? 'inconclusive' : 'no-go';
};

/** At the bar counts as over it, whatever the rounding of the last digit. */
const meets = (share: number, bar: number): boolean => share >= bar - 1e-12;

/** The judges' where there are any that count, otherwise the people's. */
const toInterval = ({ judges, people, level }: Evidence): Criterion['interval'] => {
  if (judges) return judges.corrected;
  return people.audit.looked > 0 ? boundByPeople(people, level) : undefined;
};

const describe = (evidence: Evidence, single: readonly Instance[], input: VerdictInput): string => {
  const { judges, people, level } = evidence;
  const { looked, good, population } = people.audit;
  const percent = `${Number((level * 100).toFixed(1))} %`;
  const weak = rankPatterns(single, input.patterns, input.thresholds).filter(({ isWeak }) => isWeak);
  const told = [
    ...(judges
      ? [
          `${toIntervalText(judges.corrected)} (each bound ${percent} sure), corrected for the judge's errors`,
          `it passed ${judges.passed} of ${judges.judged}${judges.undecided > 0 ? `, ${judges.undecided} undecided` : ''} (${toIntervalText(judges.observed)} when conversations are resampled)`,
          ...(judges.judged < population ? [`${population - judges.judged} not judged`] : []),
        ]
      : []),
    ...(looked > 0
      ? [
          `people found ${good} of ${looked} right (${toIntervalText(boundByPeople(people, level))} of these ${population}, each bound ${percent} sure)`,
        ]
      : []),
    ...(weak.length > 0
      ? [
          `weak: ${weak.map(({ pattern, shown, looked: seen }) => `${pattern} (${shown} of ${seen})`).join(', ')}`,
        ]
      : []),
  ];
  return told.length > 0
    ? told.join('; ')
    : 'not known: no judge that was admitted has looked, and no person';
};

const advise = (
  part: ProviderPart,
  { judges, people, level }: Evidence,
  decision: Decision,
  { thresholds, unit, validations }: VerdictInput,
): string => {
  const bar = thresholds['correct-least'];
  if (decision === 'no-go') return 'leave out or generate again those that do not show their patterns';
  const labels = adviseLabels(people, bar, level, toUnitNoun(unit));
  const isLow = judges !== undefined && !meets(judges.corrected.estimate, bar);
  const ways = [
    ...(isLow
      ? [
          `mend what was found wrong: the estimate itself, ${toShareText(judges.corrected.estimate)}, is too low`,
        ]
      : []),
    ...(judges ? [] : [adviseJudge(part, validations)]),
    ...(labels === undefined ? [] : [labels]),
  ];
  return ways.length > 0 ? ways.join(', or ') : 'generate again those that do not show their patterns';
};

/** Why no judge counts, and what to do about it. */
const adviseJudge = (part: ProviderPart, validations: VerdictInput['validations']): string => {
  const known = new Map(validations.map((validation) => [toJudgeName(validation.judge), validation]));
  const filters = new Set(part.filteredBy?.map(toJudgeName));
  const names = [...new Set(part.judgements.map(({ judge }) => toJudgeName(judge)))];
  const filter = names.find((name) => filters.has(name));
  if (filter !== undefined) return `judge with another judge: the set was filtered by ${filter}`;
  const rejected = names
    .map((name) => known.get(name))
    .find((validation) => validation?.isAdmitted === false);
  if (rejected) {
    const why = rejected.shortfalls[0]?.replace(/\.$/, '') ?? 'its validation fell short';
    return `use a judge that can be admitted (${toJudgeName(rejected.judge)}: ${why})`;
  }
  const [unknown] = names.filter((name) => !known.has(name));
  return unknown === undefined
    ? 'have it judged by a judge that was admitted'
    : `validate the judge ${unknown}`;
};
