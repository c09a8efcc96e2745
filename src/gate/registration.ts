import { type JudgeId, toJudgeName, type Unit } from './judge-id.ts';
import type { Thresholds } from './thresholds.ts';

/** What is fixed of a verdict before anything is generated. */
export interface Settings {
  readonly thresholds: Thresholds;
  readonly unit: Unit;
  readonly seed: number;
  readonly judges: readonly JudgeId[];
}

/** Settings by name, plain enough to be kept with a run. */
export type Registration = Readonly<Record<string, string | number>>;

/** The settings as they are written into a run before its first call. The order of keys and of judges is fixed. */
export const toRegistration = ({ thresholds, unit, seed, judges }: Settings): Registration => ({
  ...Object.fromEntries(
    Object.entries(thresholds)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, value]) => [`threshold.${id}`, value]),
  ),
  unit,
  seed,
  judges: judges.map(toJudgeName).sort().join(', '),
});

/** What is no longer as it was registered, a sentence each, in the order of names; empty where all still holds. */
export const listChanges = (registered: Registration, now: Registration): string[] =>
  [...new Set([...Object.keys(registered), ...Object.keys(now)])]
    .sort()
    .filter((name) => registered[name] !== now[name])
    .map((name) => {
      const [before, after] = [registered[name], now[name]];
      if (before === undefined) return `${name} was not registered and is ${toText(after)} now.`;
      if (after === undefined) return `${name} was registered as ${toText(before)} and is not known now.`;
      return `${name} was registered as ${toText(before)} and is ${toText(after)} now.`;
    });

const toText = (value: string | number | undefined): string => (value === '' ? 'none' : String(value));
