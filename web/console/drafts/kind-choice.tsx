import { Select } from 'antd'
import { type MediaView, mediaKinds } from '../../../src/publishing/media.contract.ts'

type Kind = MediaView['kind']

export function KindChoice({ value, onChange }: { value: Kind; onChange: (kind: Kind) => void }) {
  return (
    <Select<Kind>
      value={value}
      onChange={onChange}
      options={(Object.keys(mediaKinds) as Kind[]).map((kind) => ({ value: kind, label: mediaKinds[kind] }))}
    />
  )
}
