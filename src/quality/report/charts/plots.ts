import type { EChartsCoreOption } from 'echarts/core';
import { NAME_ROOM, TEXT, type Threshold, toMarkLine, toNameAxis, VALUE_AXIS } from './axes.ts';
import type { Size } from './chart.ts';
import { COLOURS } from './palette.ts';

/** One row of bars. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly number[];
}

/** How high a plot of horizontal bars has to be. */
export const measureBars = (names: number, series: number): number => 58 + names * (series * 13 + 12);

/** Bars that lie, one group for each name, with their figures at the end. */
export const makeBars = (
  {
    names,
    series,
    thresholds = [],
    format = String,
  }: {
    readonly names: readonly string[];
    readonly series: readonly Series[];
    readonly thresholds?: readonly Threshold[];
    readonly format?: (value: number) => string;
  },
  size: Size,
): EChartsCoreOption => ({
  grid: { left: NAME_ROOM[size], right: 56, top: thresholds.length > 0 ? 26 : 6, bottom: 26 },
  xAxis: {
    ...VALUE_AXIS,
    axisLabel: { ...VALUE_AXIS.axisLabel, formatter: format },
    splitNumber: size === 'wide' ? 5 : 3,
  },
  yAxis: toNameAxis(names, size),
  series: series.map(({ name, colour, values }, at) => ({
    type: 'bar',
    name,
    data: [...values],
    barWidth: 11,
    barGap: '20%',
    itemStyle: { color: colour },
    label: {
      show: true,
      position: 'right',
      ...TEXT,
      textBorderWidth: 0,
      formatter: ({ value }: { value: number }) => format(value),
    },
    ...(at === 0 && thresholds.length > 0 ? { markLine: toMarkLine(thresholds, 'start') } : {}),
  })),
});

/** Bars that stand, one group for each bin. */
export const makeColumns = (
  {
    names,
    series,
    thresholds = [],
    axisName,
  }: {
    readonly names: readonly string[];
    readonly series: readonly Series[];
    /** Places among the bins: 1.5 lies between the second and the third. */
    readonly thresholds?: readonly Threshold[];
    readonly axisName: string;
  },
  size: Size,
): EChartsCoreOption => ({
  grid: { left: 44, right: 20, top: thresholds.length > 0 ? 30 : 10, bottom: 48 },
  xAxis: [
    {
      type: 'category',
      data: [...names],
      name: axisName,
      nameLocation: 'middle',
      nameGap: 28,
      nameTextStyle: TEXT,
      axisLabel: { ...TEXT, hideOverlap: true, ...(size === 'narrow' ? { interval: 'auto' } : {}) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: COLOURS.grid } },
    },
    // Thresholds lie between bins, where an axis of names has no places.
    { type: 'value', min: 0, max: names.length, show: false },
  ],
  yAxis: { ...VALUE_AXIS, minInterval: 1, splitNumber: 4 },
  series: [
    ...series.map(({ name, colour, values }) => ({
      type: 'bar',
      name,
      data: [...values],
      barMaxWidth: 34,
      barGap: '10%',
      itemStyle: { color: colour },
    })),
    ...(thresholds.length === 0
      ? []
      : [{ type: 'bar', xAxisIndex: 1, data: [], markLine: toMarkLine(thresholds, 'end') }]),
  ],
});

/** Bars of which each begins where the one before ended. */
export const makeWaterfall = (
  steps: ReadonlyArray<{
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly colour: string;
  }>,
  size: Size,
): EChartsCoreOption => ({
  grid: { left: NAME_ROOM[size], right: 56, top: 6, bottom: 26 },
  xAxis: { ...VALUE_AXIS, minInterval: 1, splitNumber: size === 'wide' ? 5 : 3 },
  yAxis: toNameAxis(
    steps.map(({ name }) => name),
    size,
  ),
  series: [
    {
      type: 'bar',
      stack: 'all',
      silent: true,
      itemStyle: { color: 'none' },
      data: steps.map(({ from, to }) => Math.min(from, to)),
    },
    {
      type: 'bar',
      stack: 'all',
      barWidth: 14,
      data: steps.map(({ from, to, colour }) => ({
        value: Math.abs(to - from),
        itemStyle: { color: colour },
      })),
      label: { show: true, position: 'right', ...TEXT, textBorderWidth: 0 },
    },
  ],
});
