import type { Chart, Size } from './chart.ts';
import { WIDTHS } from './chart.ts';
import { toThemed } from './palette.ts';

/** Draws a plot as an SVG element that needs no style or script of its own. */
export type DrawChart = (chart: Chart, size: Size) => string;

/**
 * Loads the chart library, which takes about half a second, and gives what draws with it.
 *
 * ECharts renders to a string without a DOM (`ssr: true`; Apache ECharts handbook, "Server-side rendering"). What it
 * adds for the mouse is taken out: a `<style>`, classes and `style` attributes, which the page's Content-Security-Policy
 * would refuse, and whose names count up from plot to plot, so that the same plot would not be the same bytes.
 */
export const openChartDrawer = async (): Promise<DrawChart> => {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    charts.BarChart,
    charts.CustomChart,
    charts.HeatmapChart,
    components.GridComponent,
    components.MarkLineComponent,
    components.VisualMapComponent,
    renderers.SVGRenderer,
  ]);
  return (chart, size) => {
    const canvas = core.init(null, null, {
      renderer: 'svg',
      ssr: true,
      width: WIDTHS[size],
      height: chart.height,
    });
    try {
      canvas.setOption({ animation: false, ...chart.toOption(size) });
      return toPlainSvg(canvas.renderToSVGString());
    } finally {
      canvas.dispose();
    }
  };
};

const toPlainSvg = (svg: string): string =>
  toThemed(
    svg
      .replace(/<style[\s\S]*?<\/style>/g, '')
      .replace(/<rect [^>]*fill="none"><\/rect>/, '')
      .replace(
        / (?:class|style|ecmeta_\w+|pointer-events|xmlns:xlink|baseProfile|version|xml:space)="[^"]*"/g,
        '',
      )
      .replace(/<svg /, '<svg aria-hidden="true" focusable="false" ')
      .replace(/>\s*\n\s*</g, '><')
      .trim(),
  );
