import { formatCount, formatFigure } from '../figures.ts';
import type { QualityReport, ReportedConversation } from '../quality-report.ts';
import type { Threshold } from './axes.ts';
import type { Chart } from './chart.ts';
import { countBins, makeBins } from './histogram.ts';
import { COLOURS, SERIES_COLOURS } from './palette.ts';
import { makeColumns } from './plots.ts';

const HEIGHT = 240;
/** As many bins as can be told apart on a phone. */
const MOST_BINS = 16;

/** How many exchanges, tokens a message, and how near the nearest: one plot each, the providers side by side. */
export const makeSpreadCharts = (report: QualityReport): Chart[] => [
  makeExchangeChart(report),
  makeTokenChart(report),
  makeNearestChart(report),
];

interface Spread {
  readonly title: string;
  readonly axisName: string;
  readonly toSummary: (values: readonly number[]) => string;
  readonly toValues: (conversation: ReportedConversation) => readonly number[];
  readonly thresholds?: ReadonlyArray<Threshold>;
  /** The bins' width, where it does not follow from the values. */
  readonly width?: number;
}

const makeExchangeChart = (report: QualityReport): Chart =>
  makeSpreadChart(report, {
    title: 'Exchanges in a conversation',
    axisName: 'exchanges',
    toSummary: (values) => `${tellMiddle(values)} 3 to 5 are asked for.`,
    toValues: ({ conversation }) => [Math.floor(conversation.conversation.length / 2)],
    width: 1,
  });

const makeTokenChart = (report: QualityReport): Chart =>
  makeSpreadChart(report, {
    title: 'Tokens in an answer',
    axisName: 'tokens, from',
    toSummary: tellMiddle,
    toValues: ({ conversation, tokens }) =>
      tokens.filter((_, at) => conversation.conversation[at]?.role === 'assistant'),
  });

const makeNearestChart = (report: QualityReport): Chart => {
  const metric = report.providers
    .flatMap(({ diversity }) => diversity?.metrics ?? [])
    .find(({ id }) => id.startsWith('nearest'));
  return makeSpreadChart(report, {
    title: 'Likeness to the nearest conversation',
    axisName: 'TF-IDF cosine, from',
    toSummary: (values) =>
      `${tellMiddle(values)} 0 is nothing in common, 1 the same words.${metric === undefined ? '' : ' The lines are those for the mean.'}`,
    toValues: ({ nearest }) => [nearest],
    width: 0.05,
    thresholds:
      metric === undefined
        ? []
        : [
            { at: metric.thresholds.good, name: 'good', colour: COLOURS.good },
            { at: metric.thresholds.warn, name: 'warn', colour: COLOURS.warn },
            { at: metric.thresholds.fail, name: 'fail', colour: COLOURS.fail },
          ],
  });
};

const makeSpreadChart = ({ providers, conversations }: QualityReport, spread: Spread): Chart => {
  const all = conversations.flatMap(spread.toValues);
  const reach = [...all, ...(spread.thresholds ?? []).map(({ at }) => at)];
  const bins = spread.width === undefined ? makeBins(reach, MOST_BINS) : makeEqualBins(reach, spread.width);
  const series = providers.map(({ provider }, at) => ({
    name: provider,
    colour: SERIES_COLOURS[at % SERIES_COLOURS.length] ?? COLOURS.first,
    values: countBins(
      conversations.filter((each) => each.provider === provider).flatMap(spread.toValues),
      bins,
    ),
  }));
  const names = bins.from.map(formatFigure);
  return {
    title: spread.title,
    summary: spread.toSummary(all),
    legend: series,
    head: [spread.axisName, ...series.map(({ name }) => name)],
    rows: names.map((name, at) => [name, ...series.map(({ values }) => values[at] ?? 0)]),
    height: HEIGHT,
    toOption: (size) =>
      makeColumns(
        {
          names,
          series,
          axisName: spread.axisName,
          thresholds: (spread.thresholds ?? []).map((each) => ({ ...each, at: each.at / bins.width })),
        },
        size,
      ),
  };
};

/** A single value far out must not make bins without end. */
const MOST_EQUAL_BINS = 40;

const makeEqualBins = (values: readonly number[], width: number) => {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const count = Math.min(MOST_EQUAL_BINS, Math.floor(highest / width + 1e-9) + 1);
  return { from: Array.from({ length: count }, (_, at) => Number((at * width).toFixed(4))), width };
};

const tellMiddle = (values: readonly number[]): string => {
  if (values.length === 0) return 'There is nothing to count.';
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): string => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return value >= 100 ? formatCount(value) : formatFigure(value);
  };
  return `Half lie between ${at(0.25)} and ${at(0.75)}, the middle is ${at(0.5)}.`;
};
