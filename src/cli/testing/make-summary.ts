import type { FailedConversation, GenerateEvent, GenerateSummary, Standing } from '../../index.ts';

/** A run that came to its end: ten planned, ten written. */
export const makeSummary = (changes: Partial<GenerateSummary> = {}): GenerateSummary => ({
  provider: 'openai',
  model: 'gpt-4o',
  isSimulated: false,
  file: '/elsewhere/data.jsonl',
  planned: 10,
  written: 10,
  fromLedger: 0,
  failed: [],
  unfinished: 0,
  spentUsd: 0.5,
  uncertainUsd: 0,
  totalUsd: 0.5,
  usdPerConversation: 0.05,
  unpriced: 0,
  limits: [],
  seconds: 48,
  stopReason: undefined,
  ...changes,
});

/** The reason for which a problem of that kind stops a run. */
export const stoppedBy = (
  kind: FailedConversation['reason'],
): Required<Pick<GenerateSummary, 'stopReason'>> => ({
  stopReason: { kind: 'problem', problem: { kind, message: `It was ${kind}.` } },
});

/** Conversations that were given up, numbered from 1. */
export const makeFailed = (count: number, reason: FailedConversation['reason'] = 'refused') =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    topic: `topic ${index + 1}`,
    reason,
    message: 'The model refused.',
  }));

/** A run at work: 30 of 100 accepted. */
export const makeStanding = (changes: Partial<Standing> = {}): Standing => ({
  planned: 100,
  accepted: 30,
  fromLedger: 0,
  failed: 0,
  inFlight: 8,
  spentUsd: 0.3,
  expectedUsd: { low: 0.95, likely: 1, high: 1.05 },
  perMinute: 60,
  secondsLeft: 70,
  binding: { kind: 'calls', text: '32 calls at once' },
  ...changes,
});

/** What a run of ten was begun with. */
export const makeStartSettings = (): (GenerateEvent & { kind: 'run-started' })['settings'] => ({
  command: 'generate',
  provider: 'openai',
  model: 'gpt-4o',
  baseUrl: 'https://api.openai.com/v1',
  isSimulated: false,
  count: 10,
  seed: 42,
  design: 'cycle',
  temperature: 0.8,
  maxTokens: 3_000,
  file: 'data.jsonl',
  recipe: '',
  recipeHash: 'x',
  concurrency: 32,
  maxAttempts: 3,
});
