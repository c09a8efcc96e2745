import { formatInterval, formatShare, formatUsd, NO_FIGURE } from '../figures.ts';
import type { ProviderQuality, QualityReport } from '../quality-report.ts';
import type { Chart } from './chart.ts';
import { makeIntervalPlot } from './interval-plot.ts';
import { COLOURS } from './palette.ts';
import { makeBars, makeWaterfall, measureBars } from './plots.ts';

/** What became of what was planned. */
export const makeWaterfallChart = ({ waterfall }: ProviderQuality): Chart => {
  const { planned, failed, written, rejected, usable } = waterfall;
  const whole = (name: string, count: number, colour: string) => ({ name, from: 0, to: count, colour });
  const takeAway = (counts: ProviderQuality['waterfall']['failed'], start: number, colour: string) => {
    let left = start;
    return counts.map(({ reason, count }) => {
      const step = { name: reason, from: left, to: left - count, colour };
      left -= count;
      return step;
    });
  };
  const steps = [
    whole('planned', planned, COLOURS.pale),
    ...takeAway(failed, planned, COLOURS.fail),
    whole('written', written, COLOURS.pale),
    ...takeAway(rejected, written, COLOURS.warn),
    whole('usable', usable, COLOURS.good),
  ];
  return {
    title: 'What became of what was planned',
    summary: `Of ${planned} planned, ${written} were written and ${usable} are usable.`,
    head: ['step', 'conversations'],
    rows: steps.map(({ name, from, to }) => [name, from === 0 ? to : to - from]),
    height: 40 + steps.length * 26,
    toOption: (size) => makeWaterfall(steps, size),
  };
};

/** Dollars for each usable conversation; undefined where no provider's are known. */
export const makeCostChart = ({ providers }: QualityReport): Chart | undefined => {
  const known = providers.filter(({ costPerUsableUsd }) => costPerUsableUsd !== undefined);
  if (known.length === 0) return undefined;
  return {
    title: 'Paid for each usable conversation',
    summary: known.map((each) => `${each.provider} ${formatUsd(each.costPerUsableUsd)}`).join(', '),
    head: ['provider', 'for each usable one', 'in all'],
    rows: providers.map((each) => [each.provider, formatUsd(each.costPerUsableUsd), formatUsd(each.costUsd)]),
    height: measureBars(known.length, 1),
    toOption: (size) =>
      makeBars(
        {
          names: known.map(({ provider }) => provider),
          series: [
            {
              name: 'dollars',
              colour: COLOURS.first,
              values: known.map(({ costPerUsableUsd }) => costPerUsableUsd ?? 0),
            },
          ],
          format: formatUsd,
        },
        size,
      ),
  };
};

/** The providers side by side: how much of each part is usable, and how much of it shows its patterns. */
export const makeComparisonChart = ({ providers }: QualityReport): Chart => {
  const shares = providers.map(({ waterfall, patterns }) => {
    const judged = sum(patterns.map((each) => each.judged));
    const verified = sum(patterns.map((each) => each.verified ?? 0));
    return {
      usable: waterfall.planned === 0 ? 0 : waterfall.usable / waterfall.planned,
      shown: judged === 0 ? undefined : verified / judged,
    };
  });
  const names = providers.map(({ provider }) => provider);
  const series = [
    { name: 'usable, of those planned', colour: COLOURS.pale, values: shares.map(({ usable }) => usable) },
    {
      name: 'shown, of the patterns judged',
      colour: COLOURS.first,
      values: shares.map(({ shown }) => shown ?? 0),
    },
  ];
  return {
    title: 'The providers side by side',
    summary: shares
      .map(
        ({ usable, shown }, at) =>
          `${names[at]}: ${formatShare(usable)} usable${shown === undefined ? '' : `, ${formatShare(shown)} of the judged patterns shown`}`,
      )
      .join('; '),
    legend: series,
    head: ['provider', 'usable, of those planned', 'shown, of the patterns judged'],
    rows: shares.map(({ usable, shown }, at) => [
      names[at] ?? '',
      formatShare(usable),
      shown === undefined ? NO_FIGURE : formatShare(shown),
    ]),
    height: measureBars(names.length, 2),
    toOption: (size) =>
      makeBars(
        {
          names,
          series,
          format: formatShare,
        },
        size,
      ),
  };
};

/** How judges did on the gold set; undefined where none was measured. */
export const makeJudgeChart = ({ judges }: QualityReport): Chart | undefined => {
  if (judges.length === 0) return undefined;
  const rows = judges.flatMap(({ judge, sensitivity, specificity }) => [
    { name: `${judge.model}: sensitivity`, interval: sensitivity, colour: COLOURS.first },
    { name: `${judge.model}: specificity`, interval: specificity, colour: COLOURS.second },
  ]);
  return {
    title: 'How the judges did on the gold set',
    summary: 'Sensitivity is the share of true cases that were seen, specificity that of false ones.',
    head: ['judge', 'estimate (95 %)'],
    rows: rows.map(({ name, interval }) => [name, formatInterval(interval)]),
    height: 58 + rows.length * 30,
    toOption: (size) => makeIntervalPlot(rows, [{ at: 0.9, name: '90 %', colour: COLOURS.good }], size),
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
