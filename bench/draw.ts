import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Measurement } from './measurement.ts';
import { round } from './spread.ts';

use([BarChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

const WIDTH = 860;
const HEIGHT = 380;
const MARGINS = 100;
const GAP = 4;

/** How bars look under a mouse, by names that are numbered on and on within a process. */
const HOVER = / class="zr\d+-cls-\d+"|<style[\s\S]*?<\/style>\n?/g;

/** A measurement's plot as SVG; the same for the same measurement. */
export function draw({ name, columns, rows, plot }: Measurement): string {
  const at = (column: string) => columns.indexOf(column);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  const type = plot.logarithmic ? 'log' : 'value';
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    title: { text: name, left: 'center' },
    legend: { bottom: 0 },
    grid: { left: 70, right: 30, top: 50, bottom: 80 },
    xAxis: {
      type: 'category',
      data: rows.map((row) => plot.along.map((column) => row[at(column)]).join('\n')),
      axisLabel: { interval: 0, width: (WIDTH - MARGINS) / rows.length - GAP, overflow: 'break' },
    },
    yAxis: { type, name: plot.unit },
    series: plot.up.map((column) => ({
      ...{ type: 'bar', name: column, data: rows.map((row) => row[at(column)]) },
      label: {
        ...{ show: rows.length * plot.up.length <= 24, position: 'top', fontSize: 10 },
        formatter: ({ value }: { value: number }) => String(value < 100 ? round(value) : Math.round(value)), // the table is exact
      },
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${svg.replaceAll(HOVER, '')}\n`;
}
