import type { JudgeValidation } from '../judge/judgement.ts';
import { type ProviderPart, toJudgeName, type Unit, type VerdictInput } from './verdict-input.ts';

/** Whether patterns were found to be demonstrated; undecided where a judge could not tell. */
export type Mark = 'shown' | 'not-shown' | 'undecided';

/** What one source found of an instance. */
export interface Reading {
  readonly mark: Mark;
  readonly isSuperficial: boolean;
}

/** What is judged: a declared pattern of a usable conversation, or, by unit, all of its patterns together. */
export interface Instance {
  readonly conversation: string;
  /** More than one where the unit is the conversation. */
  readonly patterns: readonly string[];
  /** By an admitted judge; absent where none has looked. */
  readonly judged?: Reading & { readonly judge: JudgeValidation };
  /** By a person; absent where none has looked. */
  readonly labelled?: Reading;
}

/** The judges whose word counts for a part: admitted, and not those by whom it was filtered. */
export const listTrusted = (
  part: ProviderPart,
  validations: readonly JudgeValidation[],
): ReadonlyMap<string, JudgeValidation> => {
  const filters = new Set(part.filteredBy?.map(toJudgeName));
  return new Map(
    validations
      .filter(({ isAdmitted }) => isAdmitted)
      .map((validation) => [toJudgeName(validation.judge), validation] as const)
      .filter(([name]) => !filters.has(name)),
  );
};

/** Every instance of a part, in the order of its conversations, with what judges and people found. */
export const listInstances = (
  part: ProviderPart,
  { validations, unit }: Pick<VerdictInput, 'validations' | 'unit'>,
): Instance[] => {
  const trusted = listTrusted(part, validations);
  const judged = new Map(
    part.judgements.flatMap(({ subject, pattern, judge, verdict, isSuperficial }) => {
      const validation = trusted.get(toJudgeName(judge));
      if (validation === undefined) return [];
      return [[toKey(subject, pattern), { mark: MARKS[verdict], isSuperficial, judge: validation }] as const];
    }),
  );
  const labelled = new Map(
    part.labels.map(({ subject, pattern, isDemonstrated, isSuperficial = false }) => [
      toKey(subject, pattern),
      { mark: isDemonstrated ? ('shown' as const) : ('not-shown' as const), isSuperficial },
    ]),
  );
  const single = part.conversations
    .filter(({ isUsable }) => isUsable)
    .flatMap(({ id, patterns }) =>
      patterns.map((pattern): Instance => {
        const [byJudge, byPerson] = [judged.get(toKey(id, pattern)), labelled.get(toKey(id, pattern))];
        return {
          conversation: id,
          patterns: [pattern],
          ...(byJudge && { judged: byJudge }),
          ...(byPerson && { labelled: byPerson }),
        };
      }),
    );
  return unit === 'instance' ? single : mergeByConversation(single);
};

const MARKS = {
  demonstrated: 'shown',
  'not-demonstrated': 'not-shown',
  'cannot-tell': 'undecided',
} as const satisfies Record<string, Mark>;

/** The unit's name for a count of instances. */
export const toUnitNoun = (unit: Unit): string => (unit === 'instance' ? 'pattern instance' : 'conversation');

/** Items by conversation, in their order. */
export const groupByConversation = <Item extends { readonly conversation: string }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> => Map.groupBy(items, ({ conversation }) => conversation);

const mergeByConversation = (instances: readonly Instance[]): Instance[] =>
  [...groupByConversation(instances)].map(([conversation, parts]) => {
    const judged = parts.flatMap((part) => part.judged ?? []);
    const labelled = parts.flatMap((part) => part.labelled ?? []);
    // Of several judges the one that errs most stands for all.
    const [judge] = judged
      .map((reading) => reading.judge)
      .sort((one, other) => toPower(one) - toPower(other));
    return {
      conversation,
      patterns: parts.flatMap(({ patterns }) => patterns),
      ...(judge && judged.length === parts.length && { judged: { ...mergeReadings(judged), judge } }),
      ...(labelled.length === parts.length && { labelled: mergeReadings(labelled) }),
    };
  });

const mergeReadings = (readings: readonly Reading[]): Reading => ({
  mark:
    (['not-shown', 'undecided'] as const).find((mark) => readings.some((one) => one.mark === mark)) ??
    'shown',
  isSuperficial: readings.some(({ isSuperficial }) => isSuperficial),
});

const toPower = ({ sensitivity, specificity }: JudgeValidation): number =>
  sensitivity.estimate + specificity.estimate;

const toKey = (subject: string, pattern: string): string => JSON.stringify([subject, pattern]);
