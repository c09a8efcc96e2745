import { listChanges, type Registration, type Settings, toRegistration } from '../../gate/index.ts';
import {
  decide,
  type Finding,
  type JudgeValidation,
  measureOverlap,
  type PatternCount,
  type ProviderPart,
  type ProviderQuality,
  type QualityReport,
  type ReportedConversation,
  type Subject,
  type Waterfall,
  wilson,
} from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { FoundSets } from './find-sets.ts';
import { type Inspection, listUsable } from './inspect.ts';
import { type Judged, toWriterOf } from './judge-set.ts';
import type { Subjects } from './read-subjects.ts';

/** All that a report is made from. */
export interface ReportParts {
  readonly recipe: Recipe;
  readonly found: FoundSets;
  readonly subjects: Subjects;
  readonly inspection: Inspection;
  readonly judged: Judged | undefined;
  readonly detections: QualityReport['detections'];
  readonly validations: readonly JudgeValidation[];
  readonly settings: Settings;
  /** What was fixed when the conversations were generated. */
  readonly registered: { readonly atMs: number; readonly settings: Registration } | undefined;
  readonly program: string;
  readonly nowMs: number;
}

/** Above so many conversations a report holds in full only those with findings, or that were judged. */
const MOST_IN_FULL = 5_000;
/** A token of English or code is about four characters long (OpenAI tokenizer page, 2026). */
const CHARS_PER_TOKEN = 4;

/** Puts together what was found, with the verdict. */
export const makeReport = (parts: ReportParts): QualityReport => {
  const { recipe, inspection, judged, settings } = parts;
  const { conversations, byProvider } = readConversations(parts);
  const now = toRegistration(settings);
  const providers = [...byProvider].map(([provider, some]) => toProviderPart(provider, some, parts));
  const verdict = decide({
    patterns: recipe.patterns.map(({ name }) => name),
    unit: settings.unit,
    thresholds: settings.thresholds,
    seed: settings.seed,
    validations: parts.validations,
    providers,
  });
  const writerOf = toWriterOf([...byProvider.values()].flatMap((some) => some.map(({ subject }) => subject)));
  return {
    version: 1,
    program: parts.program,
    madeAt: new Date(parts.nowMs).toISOString(),
    recipe: { name: recipe.name, version: recipe.version, hash: recipe.hash },
    patterns: recipe.patterns.map(({ name }) => name),
    topics: recipe.topics.map(({ title }) => title),
    registered: {
      atMs: parts.registered?.atMs,
      settings: now,
      changed: parts.registered ? listChanges(parts.registered.settings, now) : [],
    },
    verdict,
    providers: [...byProvider].map(([provider, some]) => toProviderQuality(provider, some, parts)),
    conversations,
    clusters: inspection.duplicates.clusters,
    pairs: inspection.duplicates.pairs,
    judges: parts.validations,
    judgements: judged?.judgements ?? [],
    detections: parts.detections,
    overlap: judged ? measureOverlap(judged.judgements, { writerOf, seed: settings.seed }) : [],
  };
};

/** What is kept of a conversation when its text is not. */
interface Known {
  readonly subject: Pick<Subject, 'id' | 'provider' | 'file' | 'line'>;
  readonly patterns: readonly string[];
  readonly findings: readonly Finding[];
  readonly isUsable: boolean;
}

const readConversations = ({ subjects, inspection, judged }: ReportParts) => {
  const usable = listUsable(inspection);
  const isLarge = inspection.findings.size > MOST_IN_FULL;
  const verified = Map.groupBy(judged?.settled ?? [], ({ subject }) => subject);
  const conversations: ReportedConversation[] = [];
  const byProvider = new Map<string, Known[]>();
  for (const { subject } of subjects) {
    const { id, provider, file, line, conversation } = subject;
    const findings = inspection.findings.get(id) ?? [];
    const isUsable = usable.has(id);
    const known = {
      subject: { id, provider, file, line },
      patterns: conversation.patterns_applied,
      findings,
      isUsable,
    };
    const part = byProvider.get(provider);
    if (part) part.push(known);
    else byProvider.set(provider, [known]);
    if (isLarge && isUsable && !verified.has(id)) continue;
    conversations.push({
      ...{ id, provider, file, line, conversation, findings, isUsable },
      nearest: inspection.duplicates.nearest.get(id) ?? 0,
      tokens: conversation.conversation.map(({ content }) => Math.ceil(content.length / CHARS_PER_TOKEN)),
      verified: verified
        .get(id)
        ?.filter(({ verdict }) => verdict === 'demonstrated')
        .map(({ pattern }) => pattern),
    });
  }
  return { conversations, byProvider };
};

const isUnreadable = ({ findings }: Known): boolean => findings.some(({ check }) => check === 'line');
/** Findings of these make a conversation unsound: no trainer would take it. */
const STRUCTURE = new Set(['line', 'roles', 'exchanges']);

const toProviderPart = (
  provider: string,
  some: readonly Known[],
  { found, inspection, judged }: ReportParts,
): ProviderPart => {
  const ids = new Set(some.map(({ subject }) => subject.id));
  return {
    provider,
    planned: found.made.get(provider)?.planned ?? some.length,
    unreadable: some.filter(isUnreadable).map(({ subject }) => `${subject.file}:${subject.line}`),
    conversations: some
      .filter((known) => !isUnreadable(known))
      .map(({ subject, patterns, findings, isUsable }) => ({
        id: subject.id,
        isUsable,
        isSound: !findings.some(({ check, severity }) => severity === 'fail' && STRUCTURE.has(check)),
        patterns,
      })),
    judgements: (judged?.settled ?? [])
      .filter(({ subject }) => ids.has(subject))
      .map(({ subject, pattern, verdict, isSuperficial, judgement }) => ({
        ...{ subject, pattern, verdict, isSuperficial },
        judge: judgement.judge,
      })),
    labels: [],
    diversity: inspection.diversity.find((report) => report.provider === provider),
    pairs: inspection.duplicates.pairs.filter(({ one, other }) => ids.has(one) || ids.has(other)),
  };
};

const toProviderQuality = (
  provider: string,
  some: readonly Known[],
  { recipe, found, inspection, judged }: ReportParts,
): ProviderQuality => {
  const made = found.made.get(provider);
  const usable = some.filter(({ isUsable }) => isUsable).length;
  const costUsd = made && made.unpriced === 0 ? made.totalUsd : undefined;
  const ids = new Set(some.map(({ subject }) => subject.id));
  const settled = (judged?.settled ?? []).filter(({ subject }) => ids.has(subject));
  return {
    provider,
    models: made ? [made.model] : [],
    isSimulated: made?.isSimulated ?? false,
    waterfall: toWaterfall(some, made),
    patterns: recipe.patterns.map(({ name }): PatternCount => {
      const judgedHere = settled.filter(({ pattern }) => pattern === name);
      const verified = judgedHere.filter(({ verdict }) => verdict === 'demonstrated').length;
      return {
        pattern: name,
        declared: some.filter(({ patterns }) => patterns.includes(name)).length,
        verified: judged ? verified : undefined,
        judged: judgedHere.length,
        share: judgedHere.length > 0 ? wilson(verified, judgedHere.length) : undefined,
      };
    }),
    diversity: inspection.diversity.find((report) => report.provider === provider),
    setFindings: inspection.setFindings.filter((finding) => finding.provider === provider),
    costUsd,
    costPerUsableUsd: costUsd === undefined || usable === 0 ? undefined : costUsd / usable,
  };
};

/** Each rejected conversation counts under the first check that failed it. */
const toWaterfall = (some: readonly Known[], made: ReturnType<FoundSets['made']['get']>): Waterfall => {
  const rejected = some
    .filter(({ isUsable }) => !isUsable)
    .map(({ findings }) => findings.find(({ severity }) => severity === 'fail')?.check ?? 'line');
  // What a run with `--until-accepted` has left out of the file was paid for as well.
  const leftOut = [
    ...(made?.rejected ?? []).map(({ check }) => check),
    ...Array.from({ length: made?.spare ?? 0 }, () => 'more than wanted'),
  ];
  const failed = made?.failed.map(({ reason }) => reason as string) ?? [];
  const written = some.length + leftOut.length;
  const missing = Math.max(0, made ? made.planned - written - failed.length : 0);
  return {
    planned: written + failed.length + missing,
    failed: countAll([...failed, ...Array.from({ length: missing }, () => 'not finished')]),
    written,
    rejected: countAll([...rejected, ...leftOut]),
    usable: some.length - rejected.length,
  };
};

const countAll = (reasons: readonly string[]): Waterfall['failed'] =>
  [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, all]) => ({ reason, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
