import type { ValidatedJudge } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';

/** Shows how a judge did on the gold set, and whether it may decide. */
export const showValidation = ({ validation, isSimulated, stopReason }: ValidatedJudge, io: Io): void => {
  const { judge, sensitivity, specificity, agreement, kappa, ac1, alpha } = validation;
  const { truePositives, positives, trueNegatives, negatives } = validation;
  const paint: Io['paint'] = (style, text) => io.paint(style, text, 'stdout');
  const verdict = validation.isAdmitted ? paint('green', '✓ admitted') : paint('red', '✗ not admitted');
  const rows: ReadonlyArray<readonly [string, string]> = [
    ['sensitivity', `${toInterval(sensitivity)}  ${truePositives} of ${positives} that show their pattern`],
    ['specificity', `${toInterval(specificity)}  ${trueNegatives} of ${negatives} that only look like it`],
    ['agreement', toInterval(agreement)],
    ['kappa', `${toInterval(kappa)}  Cohen`],
    ['AC1', `${toInterval(ac1)}  Gwet`],
    ['alpha', `${toInterval(alpha)}  Krippendorff`],
    ['cannot tell', String(validation.cannotTell)],
    ['quotes found', validation.quoteVerification.toFixed(3)],
    ['without evidence', toFlips(validation.evidenceAblation, 'changed its verdict, as it has to')],
    ['without marks', toFlips(validation.markerAblation, 'changed its verdict, which it should not')],
  ];
  writeLine(io.stdout, `${verdict}  ${judge.provider} ${judge.model}, prompt ${judge.promptVersion}`);
  if (isSimulated) writeLine(io.stdout, '  simulated: this says nothing about the real model');
  for (const [name, text] of rows) writeLine(io.stdout, `  ${name.padEnd(17)} ${text}`);
  for (const pattern of validation.byPattern) {
    const shown = `${pattern.truePositives}/${pattern.positives} shown`;
    const not = `${pattern.trueNegatives}/${pattern.negatives} not shown`;
    writeLine(io.stdout, `  ${paint('dim', `${pattern.pattern}: ${shown}, ${not}`)}`);
  }
  for (const shortfall of validation.shortfalls) writeLine(io.stdout, `  ${paint('red', '✗')} ${shortfall}`);
  if (stopReason !== undefined)
    writeLine(io.stdout, '  It stopped early; run the same command again to go on.');
};

const toInterval = ({ estimate, lower, upper }: ValidatedJudge['validation']['kappa']): string =>
  `${estimate.toFixed(3)} (${lower.toFixed(3)} to ${upper.toFixed(3)})`;

const toFlips = ({ flipped, tried }: { flipped: number; tried: number }, what: string): string =>
  tried === 0 ? 'not tried' : `${flipped} of ${tried} ${what}`;
