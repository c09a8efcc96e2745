import type { EngineEvent, GenerateEvent } from '../../index.ts';
import { makeStanding, makeStartSettings, makeSummary } from './make-summary.ts';

export type Started = Extract<GenerateEvent, { kind: 'run-started' }>;
/** A run of a hundred that has begun. */
export const start = (changes: Partial<Started> = {}): Started => ({
  kind: 'run-started',
  run: 1,
  provider: 'openai',
  model: 'gpt-4o',
  isSimulated: false,
  missingKey: undefined,
  warning: undefined,
  planned: 100,
  file: '/x.jsonl',
  held: 0,
  isHeldExact: true,
  estimateUsd: { low: 2.9, likely: 3.06, high: 3.2 },
  settings: makeStartSettings(),
  standing: () => makeStanding(),
  ...changes,
});
/** Its end. */
export const finish = (provider: 'openai' | 'gemini' = 'openai'): GenerateEvent => ({
  kind: 'run-finished',
  run: 1,
  summary: makeSummary({ provider }),
});
export const blocked: GenerateEvent = { kind: 'ledger-blocked', reason: 'disk full' };
/** What the engine tells of it. */
export const engine = (event: EngineEvent): GenerateEvent => ({
  kind: 'engine',
  run: 1,
  provider: 'openai',
  event,
});
export const stopping = engine({ kind: 'run-stopping', reason: 'the budget is used up' });
