import type { EngineEvent, RunOptions } from '../engine/index.ts';
import { boundCost, priceAnswer } from '../providers/index.ts';
import type { SharedParts } from './control.ts';
import type { RunPace } from './events.ts';
import { isPriced } from './models.ts';
import type { Target } from './open-target.ts';

/** How long answers that are under way may still arrive once a run stops. */
const GRACE_MS = 20_000;

/** What the engine needs to know to run the calls of one target. */
export const toRunOptions = (
  { provider, model, modelName, registry }: Target,
  {
    settings,
    ledger,
    clock,
    random,
    budget,
    control,
  }: Pick<SharedParts, 'settings' | 'ledger' | 'clock' | 'random' | 'budget' | 'control'>,
  emit: (event: EngineEvent) => void,
): RunOptions => ({
  provider,
  model: modelName,
  ledger,
  clock,
  random,
  budget,
  ceilings: {
    concurrency: settings.concurrency,
    ...(settings.rpm !== undefined && { requestsPerMinute: settings.rpm }),
    ...(settings.tpm !== undefined && { tokensPerMinute: settings.tpm }),
  },
  maxAttempts: settings.maxAttempts,
  priceUsage: (usage) => priceAnswer({ provider: provider.name, model, registry }, usage, clock.nowMs()),
  boundCost: (size) => (isPriced(model) ? boundCost(model, size, clock.nowMs()) : undefined),
  ...(settings.timeoutSeconds !== undefined && { timeLimitMs: settings.timeoutSeconds * 1000 }),
  graceMs: GRACE_MS,
  signal: control.signal ?? new AbortController().signal,
  ...(control.leaveNow !== undefined && { leaveNow: control.leaveNow }),
  emit,
});

/** The ceilings that a run keeps, for those who are told of its start. */
export const toPace = (settings: SharedParts['settings']): RunPace => {
  const { concurrency, maxAttempts, rpm, tpm, maxCostUsd, timeoutSeconds } = settings;
  return {
    concurrency,
    maxAttempts,
    ...(rpm !== undefined && { rpm }),
    ...(tpm !== undefined && { tpm }),
    ...(Number.isFinite(maxCostUsd) && { maxCostUsd }),
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
  };
};
