import { Button, Checkbox, Collapse, Drawer, Form, Input, InputNumber, Select } from 'antd'
import { beijingDay } from '../../../src/core/clock.rules.ts'
import { type EntryKind, entryKinds } from '../../../src/lexicon/entry-kinds.rules.ts'
import { type EntryView, editEntry, type Proposed, proposeEntry } from '../../../src/lexicon/lexicon.contract.ts'
import { evasionWords, type TableColumn, tableColumns } from '../../../src/lexicon/table-columns.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { usePhone } from '../../ui/use-media.ts'
import { AnyDay } from './any-day.tsx'
import { categoryOptions, severityOptions } from './lexicon-words.tsx'

type Given = {
  kind: EntryKind
  lists: readonly string[]
  /** The entry to be changed; without it a new one is made. */
  entry?: EntryView
  onClose: () => void
  onDone: (changeId: string) => void
}
type Values = { payload: Record<string, unknown>; from?: string | null; until?: string | null; reason: string }

/** One form for every kind: its fields are the columns of the kind's table. */
export function EntryForm({ kind, lists, entry, onClose, onDone }: Given) {
  const phone = usePhone()
  const message = useToast()
  const [form] = Form.useForm<Values>()
  const errors = useFormErrors(form)
  const done = ({ changeId, state }: Proposed) => {
    message.success(state === 'proposed' ? '已提出，待同级另一人确认；正在用已发布作品试运行' : '已生效')
    onDone(changeId)
  }
  const options = { invalidates: ['/api/lexicon'], onDone: done, onFail: errors.show }
  const adding = useDo(proposeEntry, options)
  const editing = useDo(editEntry, options)
  const send = (values: Values) => {
    errors.clear()
    const { from, until = null, reason } = values
    const payload = payloadOf(kind, values.payload)
    // The contract checks the payload of each kind; the form has the fields of this one.
    const proposal = { kind, payload, until, reason, ...(from ? { from } : {}) } as never
    if (entry) editing.run({ params: { id: entry.id }, body: { version: entry.version, proposal } })
    else adding.run({ body: proposal })
  }
  const title = `${entry ? '修改' : kind === 'accepted' ? '登记' : '新增'}${entryKinds[kind].zh}`
  const { main, more } = fieldsOf(kind)
  const ownDays = kind === 'tenure' || kind === 'source'
  const field = (column: TableColumn) => <Field key={column.key} column={column} lists={lists} />
  return (
    <Drawer
      open
      title={title}
      size={phone ? '100%' : 620}
      onClose={onClose}
      footer={
        <div className="lexicon-footer">
          <Button type="primary" loading={adding.busy || editing.busy} onClick={() => form.submit()}>
            提交
          </Button>
          <Button onClick={onClose}>取消</Button>
          <span className="quiet">{consequences[kind]}</span>
        </div>
      }
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={send}
        onFinishFailed={errors.showFields}
        initialValues={
          entry
            ? { payload: shownPayload(entry.payload), from: entry.from, until: entry.until }
            : { payload: { severity: 'minor' } }
        }
      >
        <FormErrors of={errors} />
        {main.map(field)}
        {more.length > 0 ? (
          <Collapse
            size="small"
            className="lexicon-more"
            items={[{ key: 'more', label: '出现的条件与变形（可不填）', forceRender: true, children: more.map(field) }]}
          />
        ) : null}
        {ownDays || kind === 'accepted' || kind === 'rule' ? null : (
          <div className="lexicon-days">
            <Form.Item name="from" label="生效日期" extra="不填为确认当日">
              <AnyDay earliest={entry && entry.from < beijingDay(new Date()) ? entry.from : beijingDay(new Date())} />
            </Form.Item>
            <Form.Item name="until" label="截止日期" extra="不填为长期">
              <AnyDay earliest={beijingDay(new Date())} />
            </Form.Item>
          </div>
        )}
        {kind === 'accepted' ? null : (
          <Form.Item
            name="reason"
            label="变更理由"
            extra="写给确认人看，并记入历史"
            rules={[{ required: true, min: 4, whitespace: true, message: '请写明理由（至少 4 个字）' }]}
          >
            <Input.TextArea rows={2} maxLength={500} showCount />
          </Form.Item>
        )}
      </Form>
    </Drawer>
  )
}

const consequences: Record<EntryKind, string> = {
  term: '单位的“提示”即时生效，其余由同级另一人确认',
  tenure: '由同级另一人确认后生效',
  body: '由同级另一人确认后生效',
  policy: '由同级另一人确认后生效',
  source: '由同级另一人确认后生效',
  accepted: '“严重”须由同级另一人确认，其余即时生效',
  rule: '由同级另一人确认后生效',
}

/** Fields that say under which conditions a word counts come behind the others. */
const conditional = [
  'before',
  'after',
  'near',
  'notBefore',
  'notAfter',
  'notNear',
  'wholeWord',
  'evasion',
  'pattern',
  'message',
]

const acceptedColumns: readonly TableColumn[] = [
  ['text', '原文', '检查结果中标出的文字，须完全一致'],
  ['ruleId', '规则编号', '检查结果中的规则编号，如 confusable.words#帐号'],
  ['severity', '程度', '检查结果中的程度'],
  ['reason', '理由', '为什么此处无误，至少 4 个字'],
].map(([key = '', zh = '', hint = '']) => ({
  ...{ key, zh, hint, synonyms: [], required: true, width: 0 },
  form: key === 'severity' ? 'severity' : 'text',
}))

function fieldsOf(kind: EntryKind): { main: readonly TableColumn[]; more: readonly TableColumn[] } {
  if (kind === 'accepted' || kind === 'rule') return { main: acceptedColumns, more: [] }
  const ownDays = kind === 'tenure' || kind === 'source'
  const columns = tableColumns[kind].filter(({ key }) => ownDays || (key !== 'from' && key !== 'until'))
  return {
    main: columns.filter(({ key }) => !conditional.includes(key)),
    more: columns.filter(({ key }) => conditional.includes(key)),
  }
}

function Field({ column, lists }: { column: TableColumn; lists: readonly string[] }) {
  const { key, zh, hint, required, form } = column
  // Beside a list of choices the hint for whoever fills in a table says nothing.
  const chosen = form === 'severity' || form === 'category' || form === 'evasion'
  return (
    <Form.Item
      name={['payload', key]}
      label={zh}
      extra={chosen ? undefined : hint}
      rules={[{ required, message: `请填写${zh}` }]}
      {...(form === 'flag' ? { valuePropName: 'checked' } : {})}
    >
      {controlOf(column, lists)}
    </Form.Item>
  )
}

function controlOf({ key, form, zh }: TableColumn, lists: readonly string[]) {
  switch (form) {
    case 'words':
      return (
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={['、', '\n']} placeholder="输入后回车" />
      )
    case 'day':
      return <AnyDay />
    case 'number':
      return <InputNumber min={1} max={999} precision={0} style={{ width: 120 }} />
    case 'flag':
      return <Checkbox>{zh}</Checkbox>
    case 'severity':
      return <Select options={severityOptions} />
    case 'category':
      return <Select options={categoryOptions} showSearch={{ optionFilterProp: 'label' }} />
    case 'evasion':
      return <Select options={Object.entries(evasionWords).map(([value, label]) => ({ value, label }))} />
    case 'text':
      if (key === 'list')
        return <Select mode="tags" maxCount={1} options={lists.map((value) => ({ value, label: value }))} />
      if (key === 'text' && zh === '正文') return <Input.TextArea rows={6} maxLength={30_000} />
      return ['why', 'reason'].includes(key) ? <Input.TextArea rows={2} maxLength={500} /> : <Input />
    default:
      return form satisfies never
  }
}

const deletion = '（删去）'

/** What the form holds as the contract takes it: empty fields are left out. */
function payloadOf(kind: EntryKind, values: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const said = Object.fromEntries(entries)
  if (kind !== 'term') return said
  const [list] = Array.isArray(said.list) ? said.list : [said.list]
  const suggest = (said.suggest as string[] | undefined)?.map((word) => (word === deletion ? '' : word))
  return { ...said, list, ...(suggest ? { suggest } : {}) }
}

function shownPayload(payload: Record<string, unknown>): Record<string, unknown> {
  const { list, suggest } = payload
  return {
    ...payload,
    ...(typeof list === 'string' ? { list: [list] } : {}),
    ...(Array.isArray(suggest) ? { suggest: suggest.map((word) => (word === '' ? deletion : word)) } : {}),
  }
}
