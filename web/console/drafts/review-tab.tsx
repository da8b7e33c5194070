import { type DraftView, precheckDraft } from '../../../src/publishing/drafts.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { queryClient } from '../../ui/queries.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { When } from '../../ui/when.tsx'
import { ReviewPanel } from '../review/review-panel.tsx'

/** How the manuscript came and comes through its review, and what an operator said of it before. */
export function ReviewTab({ view }: { view: DraftView }) {
  return (
    <section className="panel" aria-label="审核">
      {view.reviewId ? (
        <ReviewPanel reviewId={view.reviewId} />
      ) : (
        <p className="quiet">还没有送审。送审后，一审、二审、三审由不同人员依次签署（指南§8.2.1）。</p>
      )}
      <Gate view={view} />
      <Prechecks view={view} />
    </section>
  )
}

/** Why it cannot go out yet; empty when it can. */
function Gate({ view: { gate, state } }: { view: DraftView }) {
  if (state !== 'approved' && state !== 'published') return null
  if (gate.length === 0) return <p>可以发布：三审签署齐全，内容与签署的一致。</p>
  return (
    <>
      <h3>现在不能发布</h3>
      <ul>
        {gate.map(({ code, zh, clause }) => (
          <li key={code + zh}>
            {zh}（指南§{clause}）
          </li>
        ))}
      </ul>
    </>
  )
}

function Prechecks({ view }: { view: DraftView }) {
  if (view.prechecks.length === 0 && !view.may.precheck) return null
  return (
    <>
      <h3>运营机构辅助审核</h3>
      <p className="quiet">供主办单位参考，不代替三审（指南§8.2.3）。</p>
      {view.prechecks.length === 0 ? <p>还没有辅助审核意见。</p> : null}
      <ul className="draft-prechecks">
        {view.prechecks.map((one) => (
          <li key={one.id}>
            <div className="draft-line">
              <strong>{one.userName}</strong>
              <span className="quiet">{one.unitName}</span>
              <When at={one.at} />
              <StateTag tone={one.current ? 'done' : 'ended'}>
                {one.current ? '针对现在的内容' : '之后内容有改动'}
              </StateTag>
            </div>
            <p>{one.note}</p>
          </li>
        ))}
      </ul>
      {view.may.precheck ? (
        <ConfirmDo
          label="提交辅助审核意见"
          consequence="意见连同姓名、单位记录在稿件上，主办单位和审核人员都能看到。"
          reason={{ label: '辅助审核意见' }}
          onConfirm={async (note) => {
            await call(precheckDraft, { params: { id: view.id }, body: { note } })
            await queryClient.invalidateQueries({
              predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/drafts'),
            })
          }}
        />
      ) : null}
    </>
  )
}
