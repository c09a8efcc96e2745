import type { EChartsCoreOption } from 'echarts/core';
import type { Interval } from '../../statistics/interval.ts';
import { NAME_ROOM, TEXT, type Threshold, toMarkLine, toNameAxis, VALUE_AXIS } from './axes.ts';
import type { Size } from './chart.ts';
import { COLOURS } from './palette.ts';

/** What the chart library hands to the function that draws an item. */
interface Drawing {
  value(dimension: number): number;
  coord(place: readonly number[]): readonly number[];
}

/** Shares from 0 to 1 as a dot each, with a bar from the lower to the upper end of its interval. */
export const makeIntervalPlot = (
  rows: ReadonlyArray<{ readonly name: string; readonly interval: Interval; readonly colour: string }>,
  thresholds: readonly Threshold[],
  size: Size,
): EChartsCoreOption => ({
  grid: { left: NAME_ROOM[size], right: 24, top: 26, bottom: 26 },
  xAxis: {
    ...VALUE_AXIS,
    min: 0,
    max: 1,
    splitNumber: size === 'wide' ? 5 : 2,
    axisLabel: { ...TEXT, formatter: (share: number) => `${Math.round(share * 100)} %` },
  },
  yAxis: toNameAxis(
    rows.map(({ name }) => name),
    size,
  ),
  series: [
    {
      type: 'custom',
      data: rows.map(({ interval }, at) => [interval.estimate, at, interval.lower, interval.upper]),
      renderItem: (_: unknown, drawing: Drawing) =>
        drawInterval(drawing, rows[drawing.value(1)]?.colour ?? COLOURS.first),
      markLine: toMarkLine(thresholds, 'start'),
    },
  ],
});

const drawInterval = (drawing: Drawing, colour: string) => {
  const at = drawing.value(1);
  const [x = 0, y = 0] = drawing.coord([drawing.value(0), at]);
  const [from = 0] = drawing.coord([drawing.value(2), at]);
  const [to = 0] = drawing.coord([drawing.value(3), at]);
  const line = (x1: number, x2: number, y1: number, y2: number) => ({
    type: 'line',
    shape: { x1, x2, y1, y2 },
    style: { stroke: colour, fill: 'none', lineWidth: 2 },
  });
  return {
    type: 'group',
    children: [
      line(from, to, y, y),
      line(from, from, y - 4, y + 4),
      line(to, to, y - 4, y + 4),
      { type: 'circle', shape: { cx: x, cy: y, r: 4.5 }, style: { fill: colour } },
    ],
  };
};
