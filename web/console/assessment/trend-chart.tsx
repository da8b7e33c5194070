import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { numberText } from '../../ui/number-text.ts'
import { colors } from '../../ui/theme.ts'
import type { TrendRow } from './trend.tsx'

echarts.use([LineChart, GridComponent, TooltipComponent, CanvasRenderer])

/** Totals by period, each point labelled; a period with 缺数 is a gap, not a zero. */
export function TrendChart({ rows }: { rows: readonly TrendRow[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const chart = echarts.init(box.current)
    chart.setOption(optionOf(rows))
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(box.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [rows])
  const words = rows.map((row) => `${row.periodZh}${numberText(row.total, 2) ?? '缺数'}`).join('，')
  return <div ref={box} className="trend-chart" role="img" aria-label={`历次总分：${words}`} />
}

function optionOf(rows: readonly TrendRow[]) {
  const label = (value: unknown) => (typeof value === 'number' ? (numberText(value, 2) ?? '') : '缺数')
  return {
    animation: false,
    grid: { left: 44, right: 32, top: 28, bottom: 28 },
    tooltip: { trigger: 'axis', valueFormatter: label },
    xAxis: { type: 'category', data: rows.map(({ period }) => period), boundaryGap: true },
    yAxis: { type: 'value', scale: true, max: (range: { max: number }) => Math.min(100, Math.ceil(range.max + 2)) },
    series: [
      {
        name: '总分',
        type: 'line',
        data: rows.map(({ total }) => total),
        connectNulls: false,
        symbolSize: 7,
        itemStyle: { color: colors.accent },
        label: { show: rows.length <= 13, formatter: ({ value }: { value: unknown }) => label(value) },
      },
    ],
  }
}
