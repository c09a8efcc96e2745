import { makeRandom, systemClock } from '../../base/index.ts';
import { Budget, type Ledger, openLedger } from '../../engine/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { AskedJudge } from '../asked-judges.ts';
import { readEnvironment } from '../environment.ts';
import { holdSimulator } from '../hold-simulator.ts';
import { loadModels } from '../models.ts';
import { toLedgerFile } from '../paths.ts';
import { toGenerateSettings } from '../settings.ts';
import type { CheckControl } from './check-events.ts';
import type { CheckOptions } from './check-options.ts';
import type { JudgeParts } from './judge-parts.ts';
import { type JudgeTarget, openJudges } from './judge-targets.ts';

/** Who is asked about what. */
export interface JudgeOrder {
  readonly folder: string;
  readonly recipe: Recipe;
  readonly options: Omit<CheckOptions, 'judge'>;
  readonly control: CheckControl;
  readonly asked: readonly AskedJudge[];
  /** The simulator judges only what it has written itself. */
  readonly isSetSimulated: boolean;
}

/** Opens what judges need, has the work done, and closes it again. */
export const withJudges = async <Value>(
  { folder, recipe, options, control, asked, isSetSimulated }: JudgeOrder,
  work: (targets: readonly JudgeTarget[], parts: JudgeParts) => Promise<Value>,
): Promise<Value> => {
  const provider = [...new Set(asked.map((judge) => judge.provider))];
  const settings = toGenerateSettings({ ...options, provider });
  const simulator = holdSimulator(recipe, options);
  try {
    const world = {
      environment: readEnvironment(folder),
      registry: loadModels(folder),
      simulator: simulator.start,
      todayMs: systemClock.nowMs(),
    };
    const targets = await openJudges(asked, options, world, isSetSimulated);
    await using ledger: Ledger = openLedger(toLedgerFile(folder), { clock: systemClock });
    return await work(targets, {
      ...{ settings, ledger, clock: systemClock },
      control: {
        ...(control.signal && { signal: control.signal }),
        ...(control.leaveNow && { leaveNow: control.leaveNow }),
      },
      random: makeRandom(systemClock.nowMs() % 0x7fff_ffff, 'backoff'),
      budget: new Budget(settings.maxCostUsd),
      tell: control.onEvent ?? (() => undefined),
    });
  } finally {
    await simulator.stop();
  }
};
