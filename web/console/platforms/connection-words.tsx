import { type ConnectionView, connectionStates } from '../../../src/platforms/connections.contract.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { momentWords } from '../publishing/next-words.ts'
import { authorisationEnds, endingWords } from './platform-fields.ts'

const tones = { ready: 'done', reauthorise: 'grave', off: 'ended' } as const

/** Whether the account can be published to by its interface now. */
export function ConnectionTag({ row }: { row: ConnectionView }) {
  if (!row.possible) return <StateTag tone="plain">人工发布</StateTag>
  if (row.state === null) return <StateTag tone="plain">未对接</StateTag>
  return <StateTag tone={tones[row.state]}>{connectionStates[row.state]}</StateTag>
}

/** How long the authorisation lasts; amber in its last week. */
export function Authorisation({ row }: { row: ConnectionView }) {
  const ends = authorisationEnds(row)
  if (!ends) {
    return <span className="quiet">{row.state === 'ready' ? '由系统自动续期' : '—'}</span>
  }
  const words = endingWords(ends, new Date())
  return (
    <>
      <When at={ends} /> {words ? <StateTag tone={words === '授权已到期' ? 'grave' : 'soon'}>{words}</StateTag> : null}
    </>
  )
}

/** What stands in the way, or that nothing does. */
export function Remark({ row }: { row: ConnectionView }) {
  const now = new Date()
  if (!row.possible) return row.whyNot
  if (row.state === null) return '未对接的账号由工作人员人工发布'
  if (row.restsUntil && new Date(row.restsUntil) > now) {
    return `${row.fault?.zh ?? '平台要求暂停'}，${momentWords(row.restsUntil, now)} 后自动继续`
  }
  return row.fault?.zh ?? '—'
}
