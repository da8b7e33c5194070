import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { type ApplicationView, liftBar, startApplication } from '../../../src/accounts/applications.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { useMay, useMe } from '../../ui/me.ts'
import { useDo } from '../../ui/queries.ts'
import { DueDay } from './application-words.tsx'
import { nextStep } from './next-words.ts'
import { refreshAfterStep } from './refresh.ts'

/** Where the application stands and what comes next: by whom, by when, by which clause. */
export function WhatNext({ view }: { view: ApplicationView }) {
  const next = nextStep(view.kind, view.state)
  const last = view.steps.at(-1)
  const told = last && ['sendBack', 'refuse', 'withdraw'].includes(last.action) ? last : undefined
  return (
    <>
      {told && (view.state === 'returned' || view.state === 'refused' || view.state === 'submitted') ? (
        <Alert
          type="warning"
          showIcon
          className="application-block"
          title={`${told.actorUnit} ${told.actorName}：${told.zh}`}
          description={<div className="application-text">{told.note || '没有填写意见'}</div>}
        />
      ) : null}
      <section className="panel application-next" aria-label="下一步">
        {next ? (
          <div>
            下一步：<strong>{next.zh}</strong>，由{next.who}办理
            {view.dueOn && view.state !== 'inReview' ? (
              <>
                ，应于 <DueDay of={view} /> 前
              </>
            ) : null}
            <span className="quiet">（指南§{next.clause}）</span>
          </div>
        ) : (
          <div>{view.state === 'done' ? '已办结。' : '该申请已结束，不再办理。'}</div>
        )}
        <FilingLink view={view} />
      </section>
      <Bar view={view} />
    </>
  )
}

/** From an agreed opening to its filing. */
function FilingLink({ view }: { view: ApplicationView }) {
  const navigate = useNavigate()
  const me = useMe()
  const makes = useMay('application.make')
  const start = useDo(startApplication, {
    invalidates: ['/api/applications'],
    onDone: ({ id }) => navigate({ to: `/applications/${id}` as '/' }),
  })
  if (view.kind !== 'opening') return null
  if (view.filingId) return <Link to={`/applications/${view.filingId}` as '/'}>查看备案申请</Link>
  if (view.state !== 'approved' || !makes || me.unit.id !== view.hostUnitId) return null
  return (
    <Button
      type="primary"
      loading={start.busy}
      onClick={() => start.run({ body: { kind: 'filing', openingId: view.id } })}
    >
      办理备案
    </Button>
  )
}

/** §6.1.2: after an unqualified closing the host unit may, in principle, not apply for a year. */
function Bar({ view }: { view: ApplicationView }) {
  if (!view.barredUntil) return null
  return (
    <section className="panel application-next" aria-label="申请限制">
      <div>
        {view.barLiftedReason ? (
          <>
            主办单位申请新开账号的限制（原至 {view.barredUntil}）已解除：{view.barLiftedReason}
          </>
        ) : (
          <>
            主办单位在 {view.barredUntil} 以前原则上不可再申请新开账号<span className="quiet">（指南§6.1.2）</span>
          </>
        )}
      </div>
      {view.mayLiftBar ? (
        <ConfirmDo
          label="解除限制"
          consequence="解除后，该单位即可申请新开账号。指南规定“原则上”不可申请，请写明特殊情况，理由留存备查。"
          reason={{ label: '理由', hint: '至少 10 个字' }}
          onConfirm={async (reason) => {
            await call(liftBar, { params: { id: view.id }, body: { reason } })
            await refreshAfterStep()
          }}
        />
      ) : null}
    </section>
  )
}
