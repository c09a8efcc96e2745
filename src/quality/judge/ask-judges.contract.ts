import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeRandom, systemClock } from '../../base/index.ts';
import { Budget, type Call, type Outcome, openLedger, runCalls } from '../../engine/index.ts';
import { openProvider, type ProviderName } from '../../providers/index.ts';
import type { Simulator } from '../../simulator/index.ts';

/** Makes calls as a run does: over HTTP to a simulator, through the engine, with a ledger of their own. */
export const askAll = async <Value>(
  calls: readonly Call<Value>[],
  simulator: Simulator,
  name: ProviderName = 'gemini',
  maxAttempts = 3,
): Promise<Map<string, Outcome<Value>>> => {
  const folder = await mkdtemp(join(tmpdir(), 'judge-'));
  const ledger = openLedger(join(folder, 'ledger.db'), { clock: systemClock });
  try {
    const provider = openProvider(name, { apiKey: 'any', baseUrl: simulator.baseUrls[name] });
    const run = runCalls(calls, {
      provider,
      model: calls[0]?.request.model ?? '',
      ledger,
      clock: systemClock,
      random: makeRandom(1, 'judge'),
      ceilings: { concurrency: 20 },
      maxAttempts,
      budget: new Budget(Number.POSITIVE_INFINITY),
      priceUsage: () => 0,
      boundCost: () => 0,
      graceMs: 1_000,
      signal: new AbortController().signal,
      emit: () => undefined,
    });
    const outcomes = new Map<string, Outcome<Value>>();
    for await (const outcome of run.outcomes) outcomes.set(outcome.call.id, outcome);
    return outcomes;
  } finally {
    await ledger[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  }
};
