import type { RunOptions } from '../engine/index.ts';
import { priceUsage } from '../providers/index.ts';
import type { SharedParts } from './control.ts';
import { isPriced } from './models.ts';
import type { Target } from './open-target.ts';

/** How long answers that are under way may still arrive once a run stops. */
const GRACE_MS = 20_000;

/** What the engine needs to know to run the calls of one target. */
export const toRunOptions = (
  { provider, model, modelName }: Target,
  { settings, ledger, clock, random, budget, control }: SharedParts,
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
  priceUsage: (usage) => (isPriced(model) ? priceUsage(model, usage, clock.nowMs()) : undefined),
  ...(settings.timeoutSeconds !== undefined && { timeLimitMs: settings.timeoutSeconds * 1000 }),
  graceMs: GRACE_MS,
  signal: control.signal ?? new AbortController().signal,
  ...(control.leaveNow !== undefined && { leaveNow: control.leaveNow }),
  emit: (event) => control.onEvent?.({ kind: 'engine', provider: provider.name, event }),
});
