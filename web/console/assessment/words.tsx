import { StateTag, type Tone } from '../../ui/state-tag.tsx'

const verdictTones: Record<string, Tone> = { 合格: 'done', 不合格: 'grave', 待核: 'soon' }

/** 合格 or 不合格 is kept apart from the score. */
export function Verdict({ of }: { of: string }) {
  return <StateTag tone={verdictTones[of] ?? 'plain'}>{of}</StateTag>
}

const runStates = {
  running: { zh: '计算中', tone: 'busy' },
  done: { zh: '已完成', tone: 'done' },
  failed: { zh: '未完成', tone: 'grave' },
} as const satisfies Record<string, { zh: string; tone: Tone }>

export function RunState({ of }: { of: keyof typeof runStates }) {
  return <StateTag tone={runStates[of].tone}>{runStates[of].zh}</StateTag>
}

export const kindWords = { month: '月度', quarter: '季度', year: '年度' } as const

/** A place won or lost since the period before: a word and a sign, never a colour alone. */
export function Change({ of }: { of: number | null }) {
  if (of === null) return <span className="quiet">—</span>
  if (of === 0) return <span>持平</span>
  return <span style={{ whiteSpace: 'nowrap' }}>{of > 0 ? `↑ ${of}` : `↓ ${-of}`}</span>
}

/** A place in its group; whoever has 缺数 has none. */
export function Rank({ rank, of }: { rank: number | null; of?: number }) {
  if (rank === null) return <span className="quiet">未排名</span>
  return (
    <span className="num">
      {rank}
      {of === undefined ? null : <span className="quiet"> / {of}</span>}
    </span>
  )
}
