import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Input, InputNumber, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { proposeReviewRule } from '../../../../src/review/three-review.contract.ts'
import {
  type ContentClass,
  contentClasses,
  levelNames,
  missingLevels,
  type RuleStep,
  reviewLevels,
  stepFaults,
} from '../../../../src/review/three-review.rules.ts'
import { type Duty, duties } from '../../../../src/units/duties.rules.ts'
import { useDo } from '../../../ui/queries.ts'
import { RuleSteps } from './rule-steps.tsx'

type Person = { id: string; name: string; duties: readonly Duty[] }
type Given = {
  of: ContentClass
  start: readonly RuleStep[]
  people: readonly Person[]
  onClose: () => void
}
/** A step with a name of its own while it is moved about. */
type Row = RuleStep & { row: string }

const lookDuties = [
  'editor',
  'officeHead',
  'unitLeader',
  'accountManager',
  'responder',
] as const satisfies readonly Duty[]
const further = 'look'

/** A unit's own route for a class: steps, who, how long, and why; what becomes of it is said before it is handed in. */
export function RuleForm({ of, start, people, onClose }: Given) {
  const [rows, setRows] = useState<Row[]>(() => start.map((step) => ({ ...step, row: crypto.randomUUID() })))
  const [reason, setReason] = useState('')
  const [faults, setFaults] = useState<readonly { path: string; message: string }[]>([])
  const propose = useDo(proposeReviewRule, {
    invalidates: ['/api/review-rules', '/api/reviews'],
    success: missingLevels(rows).length > 0 ? '已报主管单位' : '已生效',
    onDone: onClose,
    onFail: (error) => setFaults(error.errors.length > 0 ? error.errors : [{ path: 'steps', message: error.message }]),
  })
  const { zh, hint, urgent } = contentClasses[of]
  const steps: RuleStep[] = rows.map(({ row: _, ...step }) => step)
  const missing = missingLevels(steps)
  const change = (n: number, patch: Partial<RuleStep>) =>
    setRows(rows.map((row, i) => (i === n ? { ...row, ...patch } : row)))
  const move = (n: number, by: -1 | 1) => {
    const next = [...rows]
    const [row] = next.splice(n, 1)
    if (row) next.splice(n + by, 0, row)
    setRows(next)
  }
  const submit = () => {
    const found = stepFaults(steps)
    if (reason.trim().length < 4) found.push({ path: 'reason', message: '请写明理由（至少 4 个字）' })
    setFaults(found)
    if (found.length === 0)
      propose.run({
        body: { class: of, steps: steps.map((step) => ({ ...step, reviewers: [...step.reviewers] })), reason },
      })
  }
  return (
    <Drawer open size={720} title={`调整“${zh}”的审核路线`} onClose={onClose}>
      <p className="quiet">{hint}</p>
      {urgent ? <p className="quiet">突发事件随到随审，各步都须当日办结。</p> : null}
      <RuleSteps steps={steps} of={`调整后${zh}`} />
      <div style={{ marginTop: 16 }}>
        {rows.map((step, n) => (
          <fieldset key={step.row} className="rule-step">
            <legend>第 {n + 1} 步</legend>
            <Labelled by="审级">
              <Select<string>
                value={step.level ?? further}
                options={[
                  ...levelNames.map((level) => ({
                    value: level,
                    label: `${reviewLevels[level].zh}（${reviewLevels[level].who}）`,
                  })),
                  { value: further, label: '其他审核（如业务科室会审）' },
                ]}
                onChange={(value) => {
                  const level = levelNames.find((one) => one === value) ?? null
                  change(n, {
                    level,
                    reviewers: [],
                    ...(level ? { duty: reviewLevels[level].duty, name: reviewLevels[level].zh } : { name: '会审' }),
                  })
                }}
              />
            </Labelled>
            <Labelled by="步骤名称">
              <Input value={step.name} maxLength={20} onChange={({ target }) => change(n, { name: target.value })} />
            </Labelled>
            {step.level === null ? (
              <Labelled by="职责">
                <Select<Duty>
                  value={step.duty}
                  options={lookDuties.map((duty) => ({ value: duty, label: duties[duty].zh }))}
                  onChange={(duty) => change(n, { duty, reviewers: [] })}
                />
              </Labelled>
            ) : null}
            <Labelled by="指定人员（不选则有此职责的人均可）">
              <Select<string[]>
                mode="multiple"
                value={step.reviewers.map(({ id }) => id)}
                options={people
                  .filter((one) => one.duties.includes(step.duty))
                  .map(({ id, name }) => ({ value: id, label: name }))}
                onChange={(ids) =>
                  change(n, {
                    reviewers: people.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name })),
                  })
                }
              />
            </Labelled>
            <Labelled by="时限（工作日，0 为当日）">
              <InputNumber
                min={0}
                max={10}
                precision={0}
                value={step.workdays}
                onChange={(workdays) => change(n, { workdays: workdays ?? 0 })}
              />
            </Labelled>
            <div className="rule-step-acts">
              <Button icon={<ArrowUpOutlined />} disabled={n === 0} onClick={() => move(n, -1)}>
                上移
              </Button>
              <Button icon={<ArrowDownOutlined />} disabled={n === rows.length - 1} onClick={() => move(n, 1)}>
                下移
              </Button>
              <Button icon={<DeleteOutlined />} onClick={() => setRows(rows.filter((_, i) => i !== n))}>
                删除
              </Button>
            </div>
          </fieldset>
        ))}
        <Button
          icon={<PlusOutlined />}
          disabled={rows.length >= 8}
          onClick={() =>
            setRows([
              ...rows.slice(0, -1),
              {
                row: crypto.randomUUID(),
                ...{
                  name: '会审',
                  level: null,
                  duty: 'officeHead',
                  reviewers: [],
                  workdays: contentClasses[of].workdays,
                },
              },
              ...rows.slice(-1),
            ])
          }
        >
          增加一步
        </Button>
      </div>
      <Labelled by="理由（必填）" className="decision-field">
        <Input.TextArea
          rows={3}
          maxLength={500}
          showCount
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </Labelled>
      <div role="alert">
        {faults.length > 0 ? (
          <ul className="decision-refusal" style={{ listStylePosition: 'inside' }}>
            {faults.map(({ path, message }) => (
              <li key={path + message}>{message}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <p>
        {missing.length > 0
          ? `省去${missing.map((level) => reviewLevels[level].zh).join('、')}，须报主管单位同意；同意前仍按现在的路线审核。`
          : '三审齐全，提交后即时生效；已在审核中的稿件不受影响。'}
      </p>
      <Button type="primary" loading={propose.busy} onClick={submit}>
        {missing.length > 0 ? '报主管单位同意' : '即时生效'}
      </Button>
    </Drawer>
  )
}

function Labelled({ by, className, children }: { by: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is the child
    <label className={className}>
      <span>{by}</span>
      {children}
    </label>
  )
}
