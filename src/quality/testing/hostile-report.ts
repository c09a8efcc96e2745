import type { QualityReport } from '../report/quality-report.ts';
import { makeSampleReport } from './sample-report.ts';

/** What tries to leave its place: markup, quotes, an escape of the terminal, bidi controls, NUL, half a pair, a very long word. */
export const HOSTILE_TEXT = `</script></style><img src=x onerror=alert(1)>"'\`&lt;{{x}}\${y}\u001b[31m\u202e\u2066\u0000\r\u2028\ud800${'W'.repeat(300)}`;

/** Values of these keys are words of the program's own. */
const OWN_WORDS = new Set([
  'severity',
  'asStated',
  'withConfidence',
  'band',
  'likeness',
  'role',
  'verdict',
  'madeAt',
]);

/** The sample report with something hostile in each text that could come from elsewhere. */
export const makeHostileReport = (): QualityReport => poison(makeSampleReport(12)) as QualityReport;

const poison = (value: unknown): unknown => {
  if (typeof value === 'string') return value + HOSTILE_TEXT;
  if (Array.isArray(value)) return value.map(poison);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      OWN_WORDS.has(key) && typeof inner === 'string' ? inner : poison(inner),
    ]),
  );
};
