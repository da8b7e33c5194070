import { Button, Checkbox, Modal } from 'antd'
import { useState } from 'react'
import { loadZhejiang } from '../../../src/units/region.contract.ts'
import { useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'

/** For the province's own administrator: the real cities and counties, ready to load. */
export function LoadZhejiang() {
  const message = useToast()
  const [open, setOpen] = useState(false)
  const [census, setCensus] = useState(false)
  const load = useDo(loadZhejiang, {
    invalidates: ['/api/regions'],
    onDone: ({ added, renamed, same, residents }) => {
      message.success(`新增 ${added} 个，更名 ${renamed} 个，未变 ${same} 个；登记人口 ${residents} 个`)
      setOpen(false)
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>载入浙江省区划</Button>
      <Modal
        open={open}
        title="载入浙江省区划"
        okText="载入"
        cancelText="取消"
        confirmLoading={load.busy}
        onOk={() => load.run({ body: { census2020: census } })}
        onCancel={() => setOpen(false)}
      >
        <p>
          按国家标准代码（GB/T 2260）载入 11 个设区市、90 个县（市、区）。已有的区划不会重复，名称不同的按标准名称更正。
        </p>
        <Checkbox checked={census} onChange={(event) => setCensus(event.target.checked)}>
          同时登记全省和 11 个设区市的第七次全国人口普查常住人口（已登记人口的不改动）
        </Checkbox>
      </Modal>
    </>
  )
}
