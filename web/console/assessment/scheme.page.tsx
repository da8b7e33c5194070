import { useNavigate, useParams } from '@tanstack/react-router'
import { Alert, Button, Form, Input, Skeleton, Tabs } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { type Scheme, schemeProblems } from '../../../src/assessment/scheme.rules.ts'
import {
  deleteScheme,
  putSchemeInForce,
  retireScheme,
  type SchemeView,
  updateScheme,
  viewScheme,
} from '../../../src/assessment/schemes.contract.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { DatePicker } from '../../ui/date-picker.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { queryClient, useAsk, useDo } from '../../ui/queries.ts'
import { SchemeRules } from './scheme-rules.tsx'
import { Standing } from './standing.tsx'
import { WeightsTable } from './weights-table.tsx'
import './assessment.css'

/** One scheme as 表2 prints it, with everything the Guide leaves open; a draft can be changed here. */
export function Page() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { data, error, isPending } = useAsk(viewScheme, { params: { id } })
  if (error) return <p role="alert">{error.message}</p>
  if (isPending) return <Skeleton active />
  return <Loaded key={`${data.id} ${data.version}`} scheme={data} />
}

type Meta = { name: string; effectiveFrom: Dayjs; note: string }

function Loaded({ scheme }: { scheme: SchemeView }) {
  const [definition, setDefinition] = useState<Scheme>(scheme.definition)
  const [form] = Form.useForm<Meta>()
  const [refusals, setRefusals] = useState<string[]>([])
  const save = useDo(updateScheme, {
    invalidates: ['/api/schemes'],
    success: '草案已保存',
    onFail: (refusal) => setRefusals([refusal.message, ...refusal.errors.map(({ message }) => message)]),
  })
  const edits = scheme.may.edit
  const problems = schemeProblems(definition)
  const change = edits ? { onChange: setDefinition } : {}
  return (
    <>
      <PageHead
        title={`${scheme.name} 第${scheme.versionNo}版`}
        tags={<Standing of={scheme.standing} />}
        description={`${scheme.standing === 'draft' ? '拟' : ''}${scheme.effectiveFrom} 起${scheme.effectiveTo ? `，至 ${scheme.effectiveTo}` : ''} · 已用于 ${scheme.runs} 次考核`}
        actions={<Actions scheme={scheme} />}
      />
      {scheme.note ? <p>{scheme.note}</p> : null}
      {edits ? (
        <section className="panel score-index">
          <Form
            form={form}
            layout="inline"
            initialValues={{ name: scheme.name, effectiveFrom: dayjs(scheme.effectiveFrom), note: scheme.note }}
            onFinish={({ name, effectiveFrom, note }) => {
              setRefusals([])
              save.run({
                params: { id: scheme.id },
                body: {
                  version: scheme.version,
                  name,
                  effectiveFrom: effectiveFrom.format('YYYY-MM-DD'),
                  note: note ?? '',
                  definition,
                },
              })
            }}
          >
            <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写方案名称' }]}>
              <Input maxLength={60} style={{ width: 300 }} />
            </Form.Item>
            <Form.Item name="effectiveFrom" label="拟施行日期" rules={[{ required: true, message: '请选择日期' }]}>
              <DatePicker />
            </Form.Item>
            <Form.Item name="note" label="说明">
              <Input maxLength={500} style={{ width: 260 }} />
            </Form.Item>
            <Button type="primary" htmlType="submit" loading={save.busy} disabled={problems.length > 0}>
              保存草案
            </Button>
          </Form>
        </section>
      ) : null}
      {problems.length > 0 || refusals.length > 0 ? (
        <Alert
          type="error"
          role="alert"
          title="方案还不能保存"
          description={
            <ul className="assessment-list">
              {[...problems.map(({ zh }) => zh), ...refusals].map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          }
        />
      ) : null}
      <Tabs
        items={[
          {
            key: 'weights',
            label: '指标与权重（表2）',
            children: (
              <section className="panel">
                <WeightsTable
                  weights={definition.weights}
                  problems={problems}
                  {...(edits ? { onChange: (weights) => setDefinition({ ...definition, weights }) } : {})}
                />
              </section>
            ),
          },
          {
            key: 'rules',
            label: '公式、折算与缺数',
            children: <SchemeRules scheme={definition} {...change} />,
          },
          {
            key: 'citations',
            label: '依据',
            children: (
              <section className="panel">
                <ul className="assessment-list">
                  {definition.citations.map(({ subject, zh, source }) => (
                    <li key={subject}>
                      {zh}
                      <span className="quiet">（{source}）</span>
                    </li>
                  ))}
                </ul>
              </section>
            ),
          },
        ]}
      />
    </>
  )
}

function Actions({ scheme }: { scheme: SchemeView }) {
  const navigate = useNavigate()
  const [from, setFrom] = useState(dayjs(scheme.effectiveFrom))
  const [lastDay, setLastDay] = useState(dayjs())
  const params = { id: scheme.id }
  const renew = () => queryClient.invalidateQueries()
  const { version } = scheme
  return (
    <>
      {scheme.may.force ? (
        <ConfirmDo
          label="施行"
          type="primary"
          consequence={
            <>
              <p>施行后方案不能再修改；目前施行、未定截止日期的方案将在前一天停用。</p>
              施行日期：
              <DatePicker value={from} onChange={(day) => day && setFrom(day)} allowClear={false} />
            </>
          }
          onConfirm={async () => {
            await call(putSchemeInForce, { params, body: { version, effectiveFrom: from.format('YYYY-MM-DD') } })
            await renew()
          }}
        />
      ) : null}
      {scheme.may.retire ? (
        <ConfirmDo
          label="停用"
          consequence={
            <>
              <p>停用日之后的周期不再适用本方案，已有的考核结果不变。</p>
              最后适用日：
              <DatePicker value={lastDay} onChange={(day) => day && setLastDay(day)} allowClear={false} />
            </>
          }
          onConfirm={async () => {
            await call(retireScheme, { params, body: { version, lastDay: lastDay.format('YYYY-MM-DD') } })
            await renew()
          }}
        />
      ) : null}
      {scheme.may.edit ? (
        <ConfirmDo
          label="删除草案"
          danger
          consequence="草案删除后不能恢复。"
          onConfirm={async () => {
            await call(deleteScheme, { params })
            await navigate({ to: '/schemes' as '/' })
            await renew()
          }}
        />
      ) : null}
    </>
  )
}
