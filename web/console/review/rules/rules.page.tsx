import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { listReviewRules, type ReviewRuleView, resetReviewRule } from '../../../../src/review/three-review.contract.ts'
import {
  type ContentClass,
  contentClasses,
  missingLevels,
  type RuleStep,
  reviewLevels,
} from '../../../../src/review/three-review.rules.ts'
import { call } from '../../../ui/api.ts'
import { ConfirmDo } from '../../../ui/confirm-do.tsx'
import { useMay, useMe } from '../../../ui/me.ts'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageSkeleton } from '../../../ui/page-skeleton.tsx'
import { queryClient, useAsk } from '../../../ui/queries.ts'
import { StateTag } from '../../../ui/state-tag.tsx'
import { When } from '../../../ui/when.tsx'
import { DecisionBar } from '../decision-bar.tsx'
import { ReviewPanel } from '../review-panel.tsx'
import { RuleForm } from './rule-form.tsx'
import { RuleSteps } from './rule-steps.tsx'
import { RuleStateTag } from './rule-words.tsx'

/** 分级分类审核: which way each class of content goes, the unit's own routes and what the supervisor said to them. */
export function Page() {
  const may = useMay('reviewRule.manage')
  const ofUnit = useMe().unit.kind === 'hostUnit'
  const rules = useAsk(listReviewRules, { query: {} }, { staleTime: 0 })
  const [editing, setEditing] = useState<{ of: ContentClass; start: readonly RuleStep[] } | null>(null)
  const [shown, setShown] = useState<string | null>(null)
  return (
    <>
      <PageHead
        title="分级分类审核"
        description={
          ofUnit
            ? '稿件按内容类别走不同的审核路线；没有另行设定的，按指南§8.2.1 的三审。少于三审的须经主管单位同意。'
            : '各主办单位自行设定的审核路线。没有设定的，按指南§8.2.1 的三审。'
        }
      />
      {rules.error && !rules.data ? <p role="alert">{rules.error.message}</p> : null}
      {rules.isPending ? <PageSkeleton /> : null}
      {ofUnit
        ? rules.data?.now.map(({ class: of, own, steps }) => (
            <section key={of} className="panel rule-class" aria-label={contentClasses[of].zh}>
              <div className="rule-head">
                <h2>{contentClasses[of].zh}</h2>
                <span className="quiet">{contentClasses[of].hint}</span>
                <StateTag tone={own ? 'busy' : 'plain'}>{own ? '本单位设定' : '按指南三审'}</StateTag>
                {missingLevels(steps).length > 0 ? <Missing levels={missingLevels(steps)} /> : null}
                <span>
                  {may ? <Button onClick={() => setEditing({ of, start: steps })}>调整</Button> : null}
                  {may && own ? <Reset of={of} /> : null}
                </span>
              </div>
              <RuleSteps steps={steps} of={contentClasses[of].zh} />
            </section>
          ))
        : null}
      {rules.data ? (
        <section className="panel" aria-label="设定记录">
          <h2 className="review-heading">设定记录</h2>
          {rules.data.rows.length === 0 ? <p className="quiet">还没有单位设定过审核路线，均按指南三审。</p> : null}
          <ul className="rule-history">
            {rules.data.rows.map((rule) => (
              <OneRule key={rule.id} rule={rule} ofUnit={ofUnit} onShow={() => setShown(rule.reviewId)} />
            ))}
          </ul>
        </section>
      ) : null}
      {editing ? (
        <RuleForm
          key={editing.of}
          of={editing.of}
          start={editing.start}
          people={rules.data?.people ?? []}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {shown ? (
        <Drawer open size={640} title="主管单位的意见" onClose={() => setShown(null)}>
          <ReviewPanel reviewId={shown} />
          <DecisionBar reviewId={shown} />
        </Drawer>
      ) : null}
    </>
  )
}

function OneRule({ rule, ofUnit, onShow }: { rule: ReviewRuleView; ofUnit: boolean; onShow: () => void }) {
  return (
    <li>
      <div className="rule-head" style={{ marginBottom: 0 }}>
        <strong>
          {ofUnit ? '' : `${rule.hostUnitName}：`}
          {contentClasses[rule.class].zh}
        </strong>
        <RuleStateTag state={rule.state} />
        {rule.missing.length > 0 ? <Missing levels={rule.missing} /> : null}
        <span>{rule.reviewId ? <Button onClick={onShow}>主管单位的意见</Button> : null}</span>
      </div>
      <p>{rule.steps.map(({ name }) => name).join(' → ')}</p>
      <p>理由：{rule.reason}</p>
      <p className="quiet">
        {rule.createdByName} 于 <When at={rule.createdAt} /> 提出
        {rule.decidedAt && rule.reviewId ? (
          <>
            ，<When at={rule.decidedAt} /> 办结
          </>
        ) : null}
      </p>
    </li>
  )
}

function Missing({ levels }: { levels: ReviewRuleView['missing'] }) {
  return <StateTag tone="soon">省去{levels.map((level) => reviewLevels[level].zh).join('、')}</StateTag>
}

function Reset({ of }: { of: ContentClass }) {
  return (
    <ConfirmDo
      label="恢复为三审"
      consequence={`“${contentClasses[of].zh}”的稿件今后按指南的三审办理，本单位设定的路线停用。已在审核中的稿件不受影响。`}
      onConfirm={async () => {
        await call(resetReviewRule, { body: { class: of } })
        await queryClient.invalidateQueries({
          predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/review-rules'),
        })
      }}
    />
  )
}
