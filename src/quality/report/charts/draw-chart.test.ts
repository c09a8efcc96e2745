import { describe, expect, test } from 'vitest';
import { HOSTILE_TEXT, makeHostileReport } from '../../testing/hostile-report.ts';
import { makeSampleReport } from '../../testing/sample-report.ts';
import type { QualityReport } from '../quality-report.ts';
import { breakName } from './axes.ts';
import type { Chart } from './chart.ts';
import { openChartDrawer } from './draw-chart.ts';
import { makeComparisonChart, makeCostChart, makeJudgeChart, makeWaterfallChart } from './part-charts.ts';
import { makeCountChart, makePairChart, makeShareChart, makeTopicChart } from './pattern-charts.ts';
import { makeSpreadCharts } from './spread-charts.ts';

const draw = await openChartDrawer();

const listCharts = (report: QualityReport): Chart[] =>
  [
    makeComparisonChart(report),
    makeCostChart(report),
    makeJudgeChart(report),
    makeTopicChart(report),
    ...makeSpreadCharts(report),
    ...report.providers.flatMap((provider) => [
      makeCountChart(provider),
      makeShareChart(provider),
      makeWaterfallChart(provider),
      makePairChart(report.patterns, report.conversations),
    ]),
  ].filter((chart) => chart !== undefined);

describe.each([
  ...listCharts(makeSampleReport()).map((chart) => ['the sample', chart.title, chart] as const),
  ...listCharts(makeHostileReport()).map((chart) => ['a hostile report', chart.title, chart] as const),
])('in %s the plot “%s”', (_, _title, chart) => {
  test.each(['narrow', 'wide'] as const)(
    'is drawn %s, twice as the same bytes, with nothing but shapes',
    (size) => {
      const svg = draw(chart, size);
      expect(draw(chart, size)).toBe(svg);
      expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*>.*<\/svg>$/s);
      const elements = new Set([...svg.matchAll(/<(\w+)/g)].map(([, name]) => name));
      expect(
        [...elements].filter(
          (name) => !['svg', 'g', 'path', 'text', 'tspan', 'rect', 'circle'].includes(name ?? ''),
        ),
      ).toEqual([]);
      expect(svg).not.toMatch(/ (?:style|class|on\w+)=/);
      expect(svg).not.toMatch(/#fe..ed|NaN|undefined|(?:fill|stroke)="(?:#|rgb)/);
    },
  );

  test('has as many cells in each row of its table as the head has', () => {
    expect(chart.rows.filter((row) => row.length !== chart.head.length)).toEqual([]);
  });
});

test('no markup of a name gets into a plot', () => {
  for (const chart of listCharts(makeHostileReport())) expect(draw(chart, 'wide')).not.toContain('<img');
  expect(HOSTILE_TEXT).toContain('<img');
});

test.each([
  ['Gap Analysis', 'Gap Analysis'],
  ['Context-Dependent Recommendations', 'Context-Dependent\nRecommendations'],
  ['Multi-Dimensional Evaluation', 'Multi-Dimensional\nEvaluation'],
  ['Averyverylongwordwithoutanyplacetobreak', 'Averyverylongwordw\nithoutanyplacetob…'],
])('%s is broken for a phone', (name, shown) => {
  expect(breakName(name, 18, 2)).toBe(shown);
});
