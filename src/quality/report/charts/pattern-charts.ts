import { formatCount, formatShareInterval, NO_FIGURE } from '../figures.ts';
import type {
  PatternCount,
  ProviderQuality,
  QualityReport,
  ReportedConversation,
} from '../quality-report.ts';
import type { Chart } from './chart.ts';
import { makeHeatMap, measureHeatMap } from './heat-map.ts';
import { makeIntervalPlot } from './interval-plot.ts';
import { COLOURS } from './palette.ts';
import { makeBars, measureBars } from './plots.ts';

/** The guide's criterion: the pattern that comes most may come twice as often as the one that comes least. */
const MOST_SKEW = 2;
/** The guide's criterion: the share of conversations that show their patterns. */
const LEAST_SHARE = 0.9;

/** How often each pattern was declared and verified, with the line that none may pass. */
export const makeCountChart = ({ patterns }: ProviderQuality): Chart => {
  const isJudged = patterns.some(({ verified }) => verified !== undefined);
  const counted = isJudged
    ? patterns.flatMap(({ verified }) => (verified === undefined ? [] : [verified]))
    : patterns.map(({ declared }) => declared);
  const least = counted.length === 0 ? 0 : Math.min(...counted);
  const series = [
    { name: 'declared', colour: COLOURS.pale, values: patterns.map(({ declared }) => declared) },
    ...(isJudged
      ? [{ name: 'verified', colour: COLOURS.first, values: patterns.map(({ verified }) => verified ?? 0) }]
      : []),
  ];
  return {
    title: 'How often each pattern comes',
    summary: `The ${isJudged ? 'verified' : 'declared'} count that is least is ${formatCount(least)}; none may be more than ${formatCount(least * MOST_SKEW)}.`,
    legend: series,
    head: ['pattern', 'declared', 'judged', 'verified'],
    rows: patterns.map((each) => [each.pattern, each.declared, each.judged, each.verified ?? NO_FIGURE]),
    height: measureBars(patterns.length, series.length),
    toOption: (size) =>
      makeBars(
        {
          names: patterns.map(({ pattern }) => pattern),
          series,
          thresholds:
            least === 0
              ? []
              : [
                  {
                    at: least * MOST_SKEW,
                    name: `2 × least ${isJudged ? 'verified' : 'declared'}`,
                    colour: COLOURS.fail,
                  },
                ],
        },
        size,
      ),
  };
};

/** The share of judged conversations that show each pattern, with its interval. */
export const makeShareChart = ({ patterns }: ProviderQuality): Chart | undefined => {
  const judged = patterns.filter(isJudgedPattern);
  if (judged.length === 0) return undefined;
  const low = judged.filter(({ share }) => share.upper < LEAST_SHARE).length;
  return {
    title: 'How many of those judged show the pattern',
    summary: `Share with its Wilson interval of 95 %. ${low === 0 ? 'No interval lies' : `${formatCount(low)} of ${formatCount(judged.length)} lie`} wholly below 90 %.`,
    head: ['pattern', 'judged', 'shown (95 %)'],
    rows: judged.map((each) => [each.pattern, each.judged, formatShareInterval(each.share)]),
    height: 58 + judged.length * 30,
    toOption: (size) =>
      makeIntervalPlot(
        judged.map(({ pattern, share }) => ({
          name: pattern,
          interval: share,
          colour: share.upper < LEAST_SHARE ? COLOURS.fail : COLOURS.first,
        })),
        [{ at: LEAST_SHARE, name: '90 %', colour: COLOURS.good }],
        size,
      ),
  };
};

const isJudgedPattern = (
  each: PatternCount,
): each is PatternCount & { readonly share: NonNullable<PatternCount['share']> } =>
  each.share !== undefined && each.judged > 0;

/** Which patterns come together. */
export const makePairChart = (patterns: readonly string[], own: readonly ReportedConversation[]): Chart => {
  const places = new Map(patterns.map((pattern, at) => [pattern, at]));
  const cells = patterns.map(() => patterns.map(() => 0));
  for (const { conversation } of own) {
    const applied = conversation.patterns_applied.flatMap((pattern) => places.get(pattern) ?? []);
    for (const row of applied) for (const column of applied) add(cells, row, column);
  }
  const rows = patterns.map((pattern, at) => `${at + 1} ${pattern}`);
  const columns = patterns.map((_, at) => String(at + 1));
  const pairs = cells.flatMap((row, y) => row.filter((_, x) => x > y));
  return {
    title: 'Which patterns come together',
    summary: `${formatCount(pairs.filter((count) => count > 0).length)} of ${formatCount(pairs.length)} pairs come at least once. The diagonal is how often a pattern comes at all.`,
    head: ['pattern', ...columns],
    rows: rows.map((name, y) => [name, ...(cells[y] ?? [])]),
    height: measureHeatMap(rows.length),
    toOption: (size) => makeHeatMap({ rows, columns, cells }, size),
  };
};

const add = (cells: number[][], row: number, column: number): void => {
  const line = cells[row];
  if (line !== undefined) line[column] = (line[column] ?? 0) + 1;
};

/** Topics against patterns. Topics that have no conversation are left out, and told. */
export const makeTopicChart = ({ topics, patterns, conversations }: QualityReport): Chart => {
  const places = new Map(patterns.map((pattern, at) => [pattern, at]));
  const found = new Map<string, number[]>(topics.map((topic) => [topic, patterns.map(() => 0)]));
  for (const { conversation } of conversations) {
    const cells = found.get(conversation.topic) ?? patterns.map(() => 0);
    found.set(conversation.topic, cells);
    for (const pattern of conversation.patterns_applied) {
      const at = places.get(pattern);
      if (at !== undefined) cells[at] = (cells[at] ?? 0) + 1;
    }
  }
  const shown = [...found].filter(([, cells]) => cells.some((count) => count > 0)).slice(0, MOST_TOPICS);
  const empty = [...found.values()].filter((cells) => cells.every((count) => count === 0)).length;
  const columns = patterns.map((_, at) => String(at + 1));
  return {
    title: 'Topics and patterns',
    summary: `${formatCount(found.size - empty)} of ${formatCount(found.size)} topics have a conversation. Columns: ${patterns.map((pattern, at) => `${at + 1} ${pattern}`).join(', ')}.`,
    head: ['topic', ...columns],
    rows: shown.map(([topic, cells]) => [topic, ...cells]),
    height: measureHeatMap(shown.length),
    toOption: (size) =>
      makeHeatMap(
        { rows: shown.map(([topic]) => topic), columns, cells: shown.map(([, cells]) => cells) },
        size,
      ),
  };
};

/** More rows than this are more than anyone looks through, and would make the page heavy. */
const MOST_TOPICS = 120;
