import { viewReviewSheet } from '../../../../src/publishing/drafts.contract.ts'
import { elementNames, reviewElements } from '../../../../src/review/elements.rules.ts'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { useAsk } from '../../../ui/queries.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { When } from '../../../ui/when.tsx'
import { DiffView } from '../../drafts/diff-view.tsx'
import { ClassWord } from '../../drafts/draft-words.tsx'
import { platformWord } from '../../drafts/targets.tsx'
import { FindingsByElement } from './findings.tsx'
import { Manuscript } from './manuscript.tsx'
import { Evidence } from './sheet-form.tsx'
import { verdictLine } from './sheet-state.ts'
import { SignedBefore } from './signed-before.tsx'
import '../../drafts/drafts.css'
import './sheet.css'

/** 审稿单: everything a reviewer looks at before she signs (§8.2.2). */
export function DraftSummary({ id }: { id: string }) {
  const { data: view, error } = useAsk(viewReviewSheet, { params: { id } }, { staleTime: 0 })
  if (error && !view) return <p role="alert">{error.message}</p>
  if (!view) return <PageSkeleton />
  const verdict = verdictLine(view)
  return (
    <div className="sheet-summary">
      <dl className="sheet-facts">
        <div>
          <dt>内容类别</dt>
          <dd>
            <ClassWord of={view.draft.class} />
          </dd>
        </div>
        <div>
          <dt>发布账号</dt>
          <dd>
            {view.targets.length === 0 ? '未选择' : null}
            {view.targets.map((one) => `${one.name}（${platformWord({ ...one, variant: null })}）`).join('、')}
          </dd>
        </div>
        <div>
          <dt>发布时间</dt>
          <dd>
            {view.draft.content.scheduledAt ? <When at={view.draft.content.scheduledAt} /> : '通过后由发布人员发布'}
          </dd>
        </div>
        <div>
          <dt>撰稿</dt>
          <dd>
            {view.draft.authorName}（{view.draft.hostUnitName}，{view.draft.number}）
          </dd>
        </div>
      </dl>
      {view.changedSince ? (
        <section aria-label="与上次审核相比">
          <h3 className="review-heading">与上次审核相比</h3>
          <DiffView parts={view.changedSince.parts} none="文字没有变化，图片、账号或发布时间有调整。" />
        </section>
      ) : null}
      <section aria-label="检查结果">
        <h3 className="review-heading">
          检查结果 <StateTag tone={verdict.grave ? 'grave' : 'done'}>{verdict.text}</StateTag>
        </h3>
        <ul className="sheet-verdicts">
          {elementNames.map((name) => (
            <li key={name}>
              <strong>{reviewElements[name].zh}</strong> <Evidence {...view.elements[name]} />
            </li>
          ))}
        </ul>
        <FindingsByElement view={view} />
      </section>
      {view.draft.prechecks.length > 0 ? (
        <section aria-label="运营机构辅助审核">
          <h3 className="review-heading">运营机构辅助审核</h3>
          <p className="quiet">供参考，不代替三审（指南§8.2.3）。</p>
          <ul className="sheet-signed">
            {view.draft.prechecks.map((one) => (
              <li key={one.id}>
                <span className="sheet-signed-line">
                  <strong>{one.userName}</strong>
                  <span className="quiet">
                    {one.unitName} <When at={one.at} />
                    {one.current ? '' : ' 针对之前的内容'}
                  </span>
                </span>
                <span className="sheet-signed-words">{one.note}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-label="已作的审核">
        <h3 className="review-heading">已作的审核</h3>
        <SignedBefore view={view} />
      </section>
      <section aria-label="稿件">
        <h3 className="review-heading">稿件</h3>
        <Manuscript view={view} />
      </section>
    </div>
  )
}
