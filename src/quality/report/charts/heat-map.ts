import type { EChartsCoreOption } from 'echarts/core';
import { NAME_ROOM, TEXT, toNameAxis } from './axes.ts';
import type { Size } from './chart.ts';
import { COLOURS } from './palette.ts';

const STEPS = [
  COLOURS['heat-0'],
  COLOURS['heat-1'],
  COLOURS['heat-2'],
  COLOURS['heat-3'],
  COLOURS['heat-4'],
] as const;
const ROW_HEIGHT = 20;
const LETTERS = { ...TEXT, color: COLOURS.ink } as const;

/** How high a heat map has to be. */
export const measureHeatMap = (rows: number): number => 30 + rows * ROW_HEIGHT;

/** Counts by row and column, told by five steps of colour and by the figure in each field; nought is left empty. */
export const makeHeatMap = (
  {
    rows,
    columns,
    cells,
  }: {
    readonly rows: readonly string[];
    readonly columns: readonly string[];
    readonly cells: ReadonlyArray<readonly number[]>;
  },
  size: Size,
): EChartsCoreOption => {
  const most = Math.max(1, ...cells.flat());
  const axis = {
    type: 'category',
    axisTick: { show: false },
    axisLine: { show: false },
    splitArea: { show: false },
  };
  return {
    grid: { left: NAME_ROOM[size], right: 6, top: 26, bottom: 4 },
    xAxis: { ...axis, data: [...columns], position: 'top', axisLabel: { ...LETTERS, interval: 0 } },
    yAxis: { ...toNameAxis(rows, size, 1), axisLine: { show: false } },
    visualMap: { show: false, type: 'piecewise', dimension: 2, pieces: toPieces(most) },
    series: [
      {
        type: 'heatmap',
        data: cells.flatMap((row, y) =>
          row.map((count, x) => ({
            value: [x, y, count],
            label: { color: toStep(count, most) >= 3 ? COLOURS['heat-high-ink'] : COLOURS['heat-low-ink'] },
          })),
        ),
        label: {
          show: true,
          fontSize: 12,
          textBorderWidth: 0,
          formatter: ({ value }: { value: readonly number[] }) => (value[2] === 0 ? '' : String(value[2])),
        },
        itemStyle: { borderWidth: 1, borderColor: COLOURS.grid },
      },
    ],
  };
};

/** 0 for nought, and 1 to 4 in quarters of the most. */
const toStep = (count: number, most: number): number => Math.ceil((count / most) * (STEPS.length - 1));

const toPieces = (most: number) =>
  STEPS.map((color, step) => {
    const quarter = most / (STEPS.length - 1);
    return step === 0 ? { value: 0, color } : { gt: (step - 1) * quarter, lte: step * quarter, color };
  });
