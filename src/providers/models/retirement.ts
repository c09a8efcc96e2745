import type { Model } from './model.ts';

const DAY_MS = 86_400_000;

/** Whether a model is still there. Days are UTC days; `daysLeft` is 0 on the last day. */
export type Retirement =
  | { readonly kind: 'fine' }
  | {
      readonly kind: 'retires';
      /** `YYYY-MM-DD`. */
      readonly onDate: string;
      readonly daysLeft: number;
      readonly successor: string | undefined;
    }
  | { readonly kind: 'retired'; readonly onDate: string; readonly successor: string | undefined };

/** Says whether a model is going or gone. It is gone when its shutdown day is past, not on that day. */
export const checkModel = (model: Model, todayMs: number): Retirement => {
  if (model.shutdown === undefined) return { kind: 'fine' };
  const { date: onDate, successor } = model.shutdown;
  const daysLeft = (Date.parse(onDate) - Math.floor(todayMs / DAY_MS) * DAY_MS) / DAY_MS;
  return daysLeft < 0
    ? { kind: 'retired', onDate, successor }
    : { kind: 'retires', onDate, daysLeft, successor };
};
