import { z } from 'zod';

/** A value that may be not known: `null` in the file, `undefined` in the program. */
const orNull = <Inner extends z.ZodType>(inner: Inner) =>
  inner.nullable().transform((value) => value ?? undefined);

/** A figure that may be impossible to work out: `null` in the file, `NaN` in the program. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const count = z.int().min(0);
const text = z.string();
const texts = z.array(text).readonly();

const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).readonly();
const list = <Inner extends z.ZodType>(inner: Inner) => z.array(inner).readonly();

const interval = object({ estimate: figure, lower: figure, upper: figure });
const decision = z.enum(['go', 'no-go', 'inconclusive']);
const severity = z.enum(['fail', 'warn', 'info']);
const place = object({ turn: z.int(), start: z.int(), end: z.int() });
const likeness = z.enum(['exact', 'near', 'scenario', 'boilerplate']);

const finding = object({
  check: text,
  version: z.int(),
  severity,
  message: text,
  place: place.exactOptional(),
});

const criterion = object({
  id: text,
  title: text,
  asked: text,
  isCensus: z.boolean(),
  asStated: decision,
  withConfidence: decision,
  measured: text,
  interval: interval.exactOptional(),
  toChange: text.exactOptional(),
  examples: texts,
});

const verdict = object({
  asStated: decision,
  withConfidence: decision,
  reason: text,
  toChange: text.exactOptional(),
  providers: list(
    object({
      provider: text,
      asStated: decision,
      withConfidence: decision,
      decidedBy: text,
      criteria: list(criterion),
    }),
  ),
});

const reasons = list(object({ reason: text, count }));

const diversity = object({
  provider: text,
  documents: count,
  words: count,
  metrics: list(
    object({
      id: text,
      title: text,
      value: figure,
      band: z.enum(['good', 'fair', 'warn', 'fail']),
      thresholds: object({ good: figure, warn: figure, fail: figure }),
      isHigherBetter: z.boolean(),
      examples: texts,
      detail: text.exactOptional(),
    }),
  ),
});

const provider = object({
  provider: text,
  models: texts,
  isSimulated: z.boolean(),
  waterfall: object({ planned: count, failed: reasons, written: count, rejected: reasons, usable: count }),
  patterns: list(
    object({
      pattern: text,
      declared: count,
      verified: orNull(count),
      judged: count,
      share: orNull(interval),
    }),
  ),
  diversity: orNull(diversity),
  setFindings: list(
    object({ check: text, version: z.int(), severity, message: text, provider: text, examples: texts }),
  ),
  costUsd: orNull(z.number()),
  costPerUsableUsd: orNull(z.number()),
});

const conversation = object({
  id: text,
  provider: text,
  file: text,
  line: z.int(),
  isUsable: z.boolean(),
  findings: list(finding),
  nearest: figure,
  tokens: list(count),
  verified: orNull(texts),
  conversation: object({
    topic: text,
    patterns_applied: texts,
    conversation: list(object({ role: z.enum(['user', 'assistant']), content: text })),
    learning_notes: text,
  }),
});

const judge = object({ provider: text, model: text, promptVersion: z.int() });
const ablation = object({ flipped: count, tried: count });

const judgeValidation = object({
  judge,
  recipe: text,
  goldHash: text,
  isAdmitted: z.boolean(),
  shortfalls: texts,
  positives: count,
  negatives: count,
  truePositives: count,
  trueNegatives: count,
  cannotTell: count,
  sensitivity: interval,
  specificity: interval,
  agreement: interval,
  kappa: interval,
  ac1: interval,
  alpha: interval,
  quoteVerification: figure,
  evidenceAblation: ablation,
  markerAblation: ablation,
  byPattern: list(
    object({ pattern: text, positives: count, negatives: count, truePositives: count, trueNegatives: count }),
  ),
});

const judgement = object({
  subject: text,
  pattern: text,
  judge,
  verdict: z.enum(['demonstrated', 'not-demonstrated', 'cannot-tell']),
  isSuperficial: z.boolean(),
  evidence: list(object({ item: text, turn: z.int(), quote: text, place: place.exactOptional() })),
  items: list(object({ id: text, isMet: z.boolean() })),
  disqualifiers: texts,
  costUsd: orNull(z.number()),
  contradictsItself: z.boolean(),
});

/**
 * The shape of `quality.json`, version 1. Keys are written in the order in which they stand here: what decides first,
 * what is long last.
 */
export const qualitySchema = object({
  version: z.literal(1),
  program: text,
  madeAt: text,
  recipe: object({ name: text, version: z.int(), hash: text }),
  verdict,
  registered: object({
    atMs: orNull(z.number()),
    settings: z.record(text, z.union([text, z.number()])).readonly(),
    changed: texts,
  }),
  patterns: texts,
  topics: texts,
  providers: list(provider),
  judges: list(judgeValidation),
  overlap: list(
    object({
      one: text,
      other: text,
      items: count,
      ac1: interval,
      kappa: interval,
      selfPreference: orNull(interval),
    }),
  ),
  detections: list(
    object({
      judge: text,
      conversations: count,
      patterns: texts,
      shown: list(count),
      found: list(list(count)),
      incidental: list(count),
    }),
  ),
  clusters: list(object({ keeper: text, others: texts, likeness, isWithinProvider: z.boolean() })),
  pairs: list(object({ likeness, one: text, other: text, similarity: figure, isRejected: z.boolean() })),
  judgements: list(judgement),
  conversations: list(conversation),
});
