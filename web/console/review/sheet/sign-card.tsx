import { Button } from 'antd'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ReviewSheetView } from '../../../../src/publishing/drafts.contract.ts'
import type { ReviewView } from '../../../../src/review/review.contract.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { When } from '../../../ui/when.tsx'
import { DiffView } from '../../drafts/diff-view.tsx'
import { ClassWord } from '../../drafts/draft-words.tsx'
import { platformWord } from '../../drafts/targets.tsx'
import { Deadline } from '../review-words.tsx'
import { FindingsByElement } from './findings.tsx'
import { Manuscript } from './manuscript.tsx'
import { findingsOf, openGraves, verdictLine } from './sheet-state.ts'
import { SignedBefore } from './signed-before.tsx'
import '../../drafts/drafts.css'

type Given = { review: ReviewView; view: ReviewSheetView }

/** One manuscript at a glance: what it is, who signed before, what the checker says; then the text. */
export function SignCard({ review, view }: Given) {
  const verdict = verdictLine(view)
  const { content } = view.draft
  const signed = view.sheets.filter(
    ({ action, current, round }) => action === 'approve' && current && round === review.round,
  )
  const found = findingsOf(view).length
  return (
    <article className="sign-card" aria-label={review.title}>
      <div className="sign-tags">
        {review.urgent ? <StateTag tone="grave">突发</StateTag> : <ClassWord of={view.draft.class} />}
        <StateTag tone="busy">{review.stepName || '已办结'}</StateTag>
        <Deadline row={review} />
      </div>
      <h2>{review.title}</h2>
      <p className="sign-line">
        <span>送审</span>
        <span>
          {review.submitterUnit} {review.submitterName}
        </span>
      </p>
      <p className="sign-line">
        <span>已签</span>
        <span>
          {signed.length === 0
            ? '您是第一位'
            : signed
                .map(
                  ({ stepName, userName, onBehalfName }) =>
                    `${stepName}${userName}${onBehalfName ? `（代${onBehalfName}）` : ''}`,
                )
                .join('，')}
        </span>
      </p>
      <p className="sign-line">
        <span>检查</span>
        <StateTag tone={verdict.grave ? 'grave' : 'done'}>{verdict.text}</StateTag>
      </p>
      <p className="sign-line">
        <span>发布</span>
        <span>
          {view.targets.map((target) => `${target.name}（${platformWord({ ...target, variant: null })}）`).join('、') ||
            '未选择账号'}
          {content.scheduledAt ? (
            <>
              ，<When at={content.scheduledAt} />
            </>
          ) : null}
        </span>
      </p>
      {found > 0 ? (
        <details open={openGraves(view).length > 0}>
          <summary>检查发现的 {found} 处</summary>
          <FindingsByElement view={view} />
        </details>
      ) : null}
      {view.changedSince ? (
        <details>
          <summary>与上次审核相比的改动</summary>
          <DiffView parts={view.changedSince.parts} none="文字没有变化，图片、账号或发布时间有调整。" />
        </details>
      ) : null}
      {view.sheets.length > 0 ? (
        <details>
          <summary>已作的审核和意见</summary>
          <SignedBefore view={view} />
        </details>
      ) : null}
      <Text view={view} />
    </article>
  )
}

/** A long text is folded after the first screen. */
function Text({ view }: { view: ReviewSheetView }) {
  const [whole, setWhole] = useState(false)
  const [long, setLong] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const held = box.current
    if (held) setLong(held.scrollHeight > innerHeight * 0.8)
  }, [])
  return (
    <>
      <div ref={box} className={long && !whole ? 'sign-long' : ''}>
        <Manuscript view={view} />
      </div>
      {long ? (
        <Button className="sign-more" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? '收起全文' : '展开全文'}
        </Button>
      ) : null}
    </>
  )
}
