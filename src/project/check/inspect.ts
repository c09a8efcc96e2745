import { systemClock } from '../../base/index.ts';
import {
  type Checker,
  type DiversityReport,
  type DuplicateReport,
  decontaminate,
  type Finding,
  findDuplicates,
  isUsable,
  listReferences,
  measureDiversity,
  openChecker,
  type SetFinding,
} from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { CheckEvent } from './check-events.ts';
import type { NamedPrompt } from './read-prompts.ts';
import type { Subjects } from './read-subjects.ts';

/** All that can be said of a set without a model. */
export interface Inspection {
  /** Findings of every line, by the subject's id. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly setFindings: readonly SetFinding[];
  readonly duplicates: DuplicateReport;
  readonly diversity: readonly DiversityReport[];
}

/** Runs every check that needs no model over a set that may be larger than the memory. */
export const inspect = async (
  subjects: Subjects,
  recipe: Recipe,
  prompts: readonly NamedPrompt[],
  tell: (event: CheckEvent) => void = () => undefined,
): Promise<Inspection> => {
  const { findings, setFindings } = await checkAll(subjects, await openChecker(recipe), (count) =>
    tell({ kind: 'checked', count }),
  );
  const sound = { [Symbol.iterator]: () => subjects.sound() };
  const startMs = systemClock.monotonicMs();
  const duplicates = findDuplicates(sound, { examples: listReferences(recipe), findings });
  tell({ kind: 'compared', tookMs: systemClock.monotonicMs() - startMs });
  addAll(findings, duplicates.findings);
  if (prompts.length > 0) addAll(findings, decontaminate(sound, prompts).findings);
  const marks = recipe.patterns.flatMap((pattern) => pattern.marks);
  return { findings, setFindings, duplicates, diversity: measureDiversity(sound, { marks }) };
};

const addAll = (
  findings: Map<string, readonly Finding[]>,
  more: ReadonlyMap<string, readonly Finding[]>,
): void => {
  for (const [id, found] of more) findings.set(id, [...(findings.get(id) ?? []), ...found]);
};

const checkAll = async (subjects: Subjects, checker: Checker, onProgress: (checked: number) => void) => {
  const findings = new Map<string, readonly Finding[]>();
  const set = checker.openSet();
  for (const { subject, fault } of subjects) {
    const found = fault ? [fault] : await checker.check(subject);
    findings.set(subject.id, found);
    if (!fault) set.add({ subject, findings: found });
    if (findings.size % 500 === 0) onProgress(findings.size);
  }
  onProgress(findings.size);
  return { findings, setFindings: set.finish() };
};

/** The ids of those that no finding rejects. */
export const listUsable = ({ findings }: Inspection): Set<string> =>
  new Set([...findings].filter(([, found]) => isUsable(found)).map(([id]) => id));
