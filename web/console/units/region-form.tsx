import { Button, Drawer, Form, Input, InputNumber } from 'antd'
import {
  createRegion,
  moveRegion,
  type RegionNode,
  setResidents,
  updateRegion,
} from '../../../src/units/region.contract.ts'
import { regionLevels } from '../../../src/units/region.rules.ts'
import { FormErrors, useFormErrors } from '../../ui/form-errors.tsx'
import { useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { RegionSelect } from './region-select.tsx'

export type RegionAct = 'add' | 'rename' | 'residents' | 'move'

const titles: Record<RegionAct, (name: string) => string> = {
  add: (name) => `在${name}下新增区划`,
  rename: (name) => `修改名称：${name}`,
  residents: (name) => `登记常住人口：${name}`,
  move: (name) => `调整上级：${name}`,
}

type Fields = {
  code: string
  name: string
  shortName: string
  parentCode: string
  residents: number
  year: number
  source: string
}

/** One drawer for the four things that a system administrator changes of a region. */
export function RegionForm({ act, region, onClose }: { act: RegionAct; region: RegionNode; onClose: () => void }) {
  const [form] = Form.useForm<Fields>()
  const message = useToast()
  const errors = useFormErrors(form)
  const options = { onDone: onClose, onFail: errors.show, invalidates: ['/api/regions', '/api/units'] }
  const add = useDo(createRegion, { ...options, success: '已新增' })
  const rename = useDo(updateRegion, { ...options, success: '已保存' })
  const residents = useDo(setResidents, { ...options, success: '已登记' })
  const move = useDo(moveRegion, {
    ...options,
    onDone: (moved) => {
      message.success(`已调整：区划 ${moved.regions} 个、单位 ${moved.units} 个、账号 ${moved.accounts} 个随之变更`)
      onClose()
    },
  })
  const { code, version } = region
  const params = { code }
  const runs: Record<RegionAct, (fields: Fields) => void> = {
    add: (f) => add.run({ body: { code: f.code, name: f.name, shortName: f.shortName, parentCode: code } }),
    rename: (f) => rename.run({ params, body: { name: f.name, shortName: f.shortName, version } }),
    residents: (f) =>
      residents.run({ params, body: { residents: f.residents, year: f.year, source: f.source, version } }),
    move: (f) => move.run({ params, body: { parentCode: f.parentCode, version } }),
  }
  const busy = add.busy || rename.busy || residents.busy || move.busy
  return (
    <Drawer
      open
      size={480}
      title={titles[act](region.name)}
      onClose={onClose}
      footer={
        <Button type="primary" loading={busy} onClick={() => form.submit()}>
          保存
        </Button>
      }
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial(act, region)}
        onFinish={(fields) => {
          errors.clear()
          runs[act](fields)
        }}
        onFinishFailed={errors.showFields}
      >
        <FormErrors of={errors} />
        <FieldsOf act={act} region={region} />
      </Form>
    </Drawer>
  )
}

function initial(act: RegionAct, region: RegionNode): Partial<Fields> {
  if (act === 'rename') return { name: region.name, shortName: region.shortName }
  if (act !== 'residents') return {}
  return {
    ...(region.residents === null ? {} : { residents: region.residents }),
    ...(region.residentsYear === null ? {} : { year: region.residentsYear }),
    ...(region.residentsSource === null ? {} : { source: region.residentsSource }),
  }
}

function FieldsOf({ act, region }: { act: RegionAct; region: RegionNode }) {
  if (act === 'residents') {
    return (
      <>
        <Form.Item name="residents" label="常住人口（人）" rules={[{ required: true, message: '请填写常住人口' }]}>
          <InputNumber min={1} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="year" label="数据年份" rules={[{ required: true, message: '请填写年份' }]}>
          <InputNumber min={1949} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="source"
          label="来源"
          extra="公开出处，如统计年鉴或人口普查公报的名称。没有出处的数字请勿登记。"
          rules={[{ required: true, min: 2, message: '请写明数据来源' }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </>
    )
  }
  if (act === 'move') {
    return (
      <>
        <p>下级区划、单位和账号将一并归入新的上级，相关人员的可见范围随之变化。区划代码保持不变。</p>
        <Form.Item name="parentCode" label="新的上级" rules={[{ required: true, message: '请选择新的上级' }]}>
          <RegionSelect />
        </Form.Item>
      </>
    )
  }
  const below = regionLevels[region.level].below
  return (
    <>
      {act === 'add' && below ? (
        <Form.Item
          name="code"
          label="区划代码"
          extra={`${regionLevels[below].zh}的 ${below === 'township' ? 9 : 6} 位代码，前几位与上级 ${region.code} 一致`}
          rules={[{ required: true, message: '请填写区划代码' }]}
        >
          <Input inputMode="numeric" maxLength={9} />
        </Form.Item>
      ) : null}
      <Form.Item name="name" label="名称" rules={[{ required: true, message: '请填写名称' }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="shortName" label="简称" rules={[{ required: true, message: '请填写简称' }]}>
        <Input maxLength={20} />
      </Form.Item>
    </>
  )
}
