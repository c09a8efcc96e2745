import type { Clock } from '../base/index.ts';
import type { Ledger } from '../engine/index.ts';
import type { UsdRange } from './cost-forecast.ts';
import type { Standing } from './events.ts';

/** How a run stood when it told so last, as the ledger remembers it for `status`. */
export interface RunProgress {
  /** ISO 8601. */
  readonly at: string;
  readonly done: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly perMinute: number;
  readonly secondsLeft: number | undefined;
  readonly spentUsd: number;
  readonly expectedUsd: UsdRange | undefined;
  /** What limited the rate. */
  readonly limit: string;
}

const EVERY_MS = 2_000;

/** Notes every two seconds how a run stands, so that another process can tell, until the signal aborts. */
export const keepNoting = async (
  runId: number,
  measure: () => Standing,
  ledger: Pick<Ledger, 'noteProgress'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> => {
  while (!signal.aborted) {
    ledger.noteProgress(runId, { ...toProgress(measure(), clock.nowMs()) });
    await clock.sleep(EVERY_MS, signal);
  }
};

const toProgress = (standing: Standing, nowMs: number): RunProgress => ({
  at: new Date(nowMs).toISOString(),
  done: standing.accepted,
  failed: standing.failed,
  inFlight: standing.inFlight,
  perMinute: standing.perMinute,
  secondsLeft: standing.secondsLeft,
  spentUsd: standing.spentUsd,
  expectedUsd: standing.expectedUsd,
  limit: standing.binding.text,
});
