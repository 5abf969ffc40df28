import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Only what is drawn is bundled.
use([
  BarChart,
  HeatmapChart,
  LineChart,
  GridComponent,
  LegendComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

/** Told apart by people who see few colours, too (Okabe and Ito), light and dark. */
export const CHART_COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00'] as const;

/** What is drawn, as ECharts takes it. */
export type ChartOption = EChartsCoreOption;

export interface ChartInk {
  text: string;
  quiet: string;
  line: string;
  ground: string;
  isDark: boolean;
}

/** Colours of the page as it is now: a canvas does not follow style sheets. */
export function readInk(): ChartInk {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: of('--el-text-color-primary'),
    quiet: of('--el-text-color-secondary'),
    line: of('--el-border-color-lighter'),
    ground: of('--el-bg-color'),
    isDark: document.documentElement.classList.contains('dark'),
  };
}

/** What is shown beside the pointer. Names come from files and people: text on the canvas is never markup. */
export function tipOf(ink: ChartInk) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    backgroundColor: ink.ground,
    borderColor: ink.line,
    textStyle: { color: ink.text },
  } as const;
}
