import { UNIT_NAMES, type Unit } from './amounts.ts';
import type { Binding } from './events.ts';
import type { LimitWait } from './gauges.ts';

/** What is told while the breaker is open. */
export const describeBreaker = (name: string, waitMs: number): Binding => ({
  kind: 'breaker',
  text:
    waitMs === Number.POSITIVE_INFINITY || waitMs <= 0
      ? `${name} refuses nearly every request; a probe is under way`
      : `${name} refuses nearly every request; next probe in ${Math.ceil(waitMs / 1000)} s`,
});

/** A limit per minute, with what was used of it. */
export const describeLimit = (name: string, { unit, used, limit, isUsers }: LimitWait): Binding => {
  const kind = unit === 'requests' ? 'requests-per-minute' : 'tokens-per-minute';
  const flag = unit === 'requests' ? '--rpm' : '--tpm';
  const what = `${UNIT_NAMES[unit]} per minute of ${name}`;
  const whose = isUsers ? `${what} (${flag})` : what;
  return { kind, text: `${whose}, ${toShortNumber(used)} of ${toShortNumber(limit)}`, used, limit };
};

/** A rate that was learnt, with what went out in the last minute. */
export const describeLearnt = (name: string, unit: Unit, perMinute: number, used: number): Binding => {
  const limit = Math.max(1, Math.round(perMinute));
  const text = `learnt rate of ${name}, about ${toShortNumber(limit)} ${UNIT_NAMES[unit]} a minute`;
  return { kind: 'learnt-rate', text, used, limit };
};

const toShortNumber = (value: number): string =>
  value >= 1e6
    ? `${+(value / 1e6).toFixed(2)} M`
    : value >= 1e4
      ? `${Math.round(value / 1e3)} k`
      : String(Math.round(value));
