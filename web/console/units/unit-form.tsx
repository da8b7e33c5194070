import { Button, Checkbox, Drawer, Form, Input, Select } from 'antd'
import { type UnitKind, unitKinds } from '../../../src/units/duties.rules.ts'
import { createUnit, type UnitView, updateUnit } from '../../../src/units/unit.contract.ts'
import { asksFor, hostSubjectRefusal, hostTypes, isCreditCode, qualifications } from '../../../src/units/unit.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { RegionSelect } from './region-select.tsx'

type Fields = {
  kind: UnitKind
  name: string
  shortName?: string
  regionCode: string
  hostType?: keyof typeof hostTypes
  qualification?: keyof typeof qualifications
  industry?: string
  creditCode?: string
  contactName?: string
  contactPhone?: string
  removePhone?: boolean
}

const optionsOf = (table: Record<string, { zh: string }>) =>
  Object.entries(table).map(([value, { zh }]) => ({ value, label: zh }))

/** A new unit, or the particulars of one. */
export function UnitForm({ unit, regionCode, onClose }: { unit?: UnitView; regionCode?: string; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const errors = useFormErrors(form)
  const options = { onDone: onClose, onFail: errors.show, invalidates: ['/api/units'], success: '已保存' }
  const create = useDo(createUnit, options)
  const update = useDo(updateUnit, options)
  const kind = Form.useWatch('kind', form) ?? unit?.kind
  const submit = (fields: Fields) => {
    errors.clear()
    const { contactPhone, removePhone, kind: chosen, ...rest } = fields
    const body = {
      ...rest,
      creditCode: rest.creditCode ?? null,
      ...(removePhone ? { contactPhone: null } : contactPhone ? { contactPhone } : {}),
    }
    if (unit) update.run({ params: { id: unit.id }, body: { ...body, version: unit.version } })
    else create.run({ body: { kind: chosen, ...body } })
  }
  return (
    <Drawer
      open
      size={520}
      title={unit ? `修改单位：${unit.name}` : '新增单位'}
      onClose={onClose}
      footer={
        <Button type="primary" loading={create.busy || update.busy} onClick={() => form.submit()}>
          保存
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={unit ? initial(unit) : { regionCode }}
        onFinish={submit}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        {unit ? (
          <p>单位类别：{unitKinds[unit.kind].zh}</p>
        ) : (
          <Form.Item name="kind" label="单位类别" rules={[{ required: true, message: '请选择单位类别' }]}>
            <Select options={optionsOf(unitKinds)} placeholder="按指南§5.2 的六类单位选择" />
          </Form.Item>
        )}
        <Form.Item
          name="name"
          label="单位全称"
          dependencies={['creditCode', 'kind']}
          rules={[
            { required: true, message: '请填写单位全称' },
            { validator: async (_, name) => refuseInner(kind, name, form.getFieldValue('creditCode')) },
          ]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="shortName" label="简称" extra="不填则由全称生成">
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="regionCode" label="所在区划" rules={[{ required: true, message: '请选择区划' }]}>
          <RegionSelect />
        </Form.Item>
        {kind ? <KindFields kind={kind} /> : null}
        <Form.Item
          name="creditCode"
          label="统一社会信用代码"
          rules={[{ validator: async (_, code) => refuseCreditCode(code) }]}
        >
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="contactName" label="单位联系人">
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="contactPhone"
          label="联系电话"
          extra={unit?.contactPhone ? `已登记 ${unit.contactPhone}，留空则不变` : '手机号或“区号-号码”，加密保存'}
        >
          <Input maxLength={20} autoComplete="off" inputMode="tel" />
        </Form.Item>
        {unit?.contactPhone ? (
          <Form.Item name="removePhone" valuePropName="checked">
            <Checkbox>删除已登记的联系电话</Checkbox>
          </Form.Item>
        ) : null}
      </Form>
    </Drawer>
  )
}

function KindFields({ kind }: { kind: UnitKind }) {
  const need = (field: 'hostType' | 'qualification' | 'industry', message: string) => [
    { required: asksFor(kind, field) === 'required', message },
  ]
  return (
    <>
      {asksFor(kind, 'hostType') === 'no' ? null : (
        <Form.Item name="hostType" label="主办单位类型" rules={need('hostType', '请选择主办单位类型')}>
          <Select options={optionsOf(hostTypes)} />
        </Form.Item>
      )}
      {asksFor(kind, 'qualification') === 'no' ? null : (
        <Form.Item name="qualification" label="机构资质（指南§5.2.5）" rules={need('qualification', '请选择机构资质')}>
          <Select options={optionsOf(qualifications)} />
        </Form.Item>
      )}
      {asksFor(kind, 'industry') === 'no' ? null : (
        <Form.Item
          name="industry"
          label="行业"
          extra="行业主管部门按行业查看企事业单位的账号，两者填写须一致，如“供水”"
          rules={need('industry', '请填写所管行业')}
        >
          <Input maxLength={40} />
        </Form.Item>
      )}
    </>
  )
}

/** Said while typing what the server would say (§6.1.2). */
async function refuseInner(kind: UnitKind | undefined, name: string | undefined, creditCode: string | undefined) {
  if (kind !== 'hostUnit' || !name) return
  const refusal = hostSubjectRefusal(name.trim(), { hasCreditCode: Boolean(creditCode) })
  if (refusal) throw new Error(refusal)
}

async function refuseCreditCode(code: string | null | undefined) {
  if (code && !isCreditCode(code.trim().toUpperCase())) throw new Error('统一社会信用代码不正确，请核对 18 位代码')
}

function initial(unit: UnitView): Partial<Fields> {
  const filled = Object.entries({
    name: unit.name,
    shortName: unit.shortName,
    regionCode: unit.regionCode,
    hostType: unit.hostType,
    qualification: unit.qualification,
    industry: unit.industry,
    creditCode: unit.creditCode,
    contactName: unit.contactName,
  }).filter(([, value]) => value !== null)
  return Object.fromEntries(filled)
}
