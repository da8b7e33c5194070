import { DeleteOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { addPhrase, listPhrases, removePhrase } from '../../../src/review/review.contract.ts'
import { useAsk, useDo } from '../../ui/queries.ts'

const invalidates = ['/api/review-phrases']

/** 常用意见: picked with a click, kept and removed here. */
export function Phrases({ text, onPick }: { text: string; onPick: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  const { data } = useAsk(listPhrases, {}, { enabled: open })
  const add = useDo(addPhrase, { invalidates, success: '已存为常用意见' })
  const remove = useDo(removePhrase, { invalidates })
  const kept = data?.rows ?? []
  const written = text.trim()
  const content = (
    <div className="phrases">
      {data && kept.length === 0 ? (
        <p className="quiet">还没有常用意见。写好意见后点“存为常用意见”，下次点选即可。</p>
      ) : null}
      <ul>
        {kept.map((phrase) => (
          <li key={phrase.id}>
            <Button
              type="text"
              onClick={() => {
                onPick(phrase.text)
                setOpen(false)
              }}
            >
              {phrase.text}
            </Button>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`删除常用意见“${phrase.text}”`}
              onClick={() => remove.run({ params: { id: phrase.id } })}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        disabled={written === '' || written.length > 200 || kept.some((phrase) => phrase.text === written)}
        loading={add.busy}
        onClick={() => add.run({ body: { text: written } })}
      >
        存为常用意见
      </Button>
      {written.length > 200 ? <span className="quiet"> 超过 200 字的意见不能存为常用意见</span> : null}
    </div>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={content} placement="bottomLeft">
      <Button size="small" aria-expanded={open}>
        常用意见
      </Button>
    </Popover>
  )
}
