import { Button } from 'antd'
import type { Span } from '../../../src/checker/checked-text.ts'
import { numberText } from '../../ui/number-text.ts'
import { viewAfter, viewBefore } from './view.ts'

type Given = { text: string; view: Span; onView: (view: Span) => void }

/** A very long text is edited in parts; checked, copied and exported is all of it. */
export function PartBar({ text, view, onView }: Given) {
  if (view.start === 0 && view.end === text.length) return null
  return (
    <nav className="check-parts no-print" aria-label="分段显示">
      <Button size="small" disabled={view.start === 0} onClick={() => onView(viewBefore(text, view))}>
        前一部分
      </Button>
      <span>
        文字较长，分段显示：第 {numberText(view.start + 1)}—{numberText(view.end)} 字，共 {numberText(text.length)}{' '}
        字；检查、复制和导出的是全文
      </span>
      <Button size="small" disabled={view.end === text.length} onClick={() => onView(viewAfter(text, view))}>
        后一部分
      </Button>
    </nav>
  )
}
