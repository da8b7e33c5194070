import { type KeyboardEvent, memo, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { Span } from '../../../src/checker/checked-text.ts'
import { severities } from '../../../src/checker/finding.ts'
import type { Desk, Marked } from './desk.ts'
import { piecesOf } from './pieces.ts'
import { evenLines } from './read-file.ts'
import { wholeLimit } from './view.ts'

export const fieldId = 'check-text'

type Given = {
  desk: Pick<Desk, 'text' | 'view' | 'caret'>
  /** Those to be underlined. */
  findings: readonly Marked[]
  here: number | null
  /** Raised by one whenever the finding that is chosen has to come into sight. */
  look: number
  onTyped: (part: string, how: { composing: boolean }) => void
  /** A text that would be too long for the field. */
  onPasted: (selected: Span, text: string) => void
  onPlace: (place: number) => void
  onUndo: () => void
  onRedo: () => void
}

/**
 * The text in a plain text field, so that input methods and screen readers meet nothing unusual. Behind it lies the
 * same text once more, unseen but for its underlines; both fill one cell of a grid, so they break lines alike and
 * scroll as one.
 */
export function Editor({ desk, findings, here, look, onTyped, onPasted, onPlace, onUndo, onRedo }: Given) {
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, view, caret } = desk
  const part = text.slice(view.start, view.end)

  useLayoutEffect(() => {
    if (!caret || !field.current) return
    field.current.setSelectionRange(caret.start - view.start, caret.end - view.start)
  }, [caret, view.start])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` is what asks for it
  useLayoutEffect(() => {
    const mark = box.current?.querySelector<HTMLElement>('.check-mark-here')
    if (!mark || !box.current) return
    const onScreen = box.current.getBoundingClientRect()
    if (onScreen.bottom < 200 || onScreen.top > innerHeight / 2) box.current.scrollIntoView({ block: 'start' })
    const { top } = mark.getBoundingClientRect()
    const frame = box.current.getBoundingClientRect()
    if (top < frame.top + 24 || top > frame.bottom - 48) {
      box.current.scrollTop += top - frame.top - frame.height / 3
    }
  }, [look, here])

  // The browser's own way back ends where a text was set by the page, so its menu is led to ours.
  useEffect(() => {
    const own = (event: InputEvent) => {
      if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
      event.preventDefault()
      if (event.inputType === 'historyUndo') onUndo()
      else onRedo()
    }
    const element = field.current
    element?.addEventListener('beforeinput', own)
    return () => element?.removeEventListener('beforeinput', own)
  }, [onUndo, onRedo])

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.nativeEvent.isComposing) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) onRedo()
    else onUndo()
  }
  return (
    <section className="check-box" ref={box} aria-label="文本">
      <div className="check-layers">
        <Backdrop text={text} view={view} findings={findings} here={here} />
        <textarea
          ref={field}
          id={fieldId}
          className="check-field"
          aria-label="待检查的文字"
          aria-describedby="check-status"
          placeholder="在此粘贴或输入文字，也可将 .txt、.md、.docx、.html 文件拖到此处"
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          value={part}
          onChange={(event) =>
            onTyped(event.target.value, { composing: (event.nativeEvent as InputEvent).isComposing === true })
          }
          onCompositionEnd={(event) => onTyped(event.currentTarget.value, { composing: false })}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain')
            if (pasted.length <= wholeLimit) return
            event.preventDefault()
            const { selectionStart, selectionEnd } = event.currentTarget
            onPasted({ start: selectionStart, end: selectionEnd }, evenLines(pasted))
          }}
          onKeyDown={onKeyDown}
          onSelect={({ currentTarget: { selectionStart, selectionEnd } }) => {
            if (selectionStart === selectionEnd) onPlace(view.start + selectionStart)
          }}
        />
      </div>
    </section>
  )
}

type Layer = { text: string; view: Span; findings: readonly Marked[]; here: number | null }

const Backdrop = memo(function Backdrop({ text, view, findings, here }: Layer) {
  const pieces = useMemo(() => piecesOf(text, findings, view), [text, findings, view])
  return (
    <div className="check-backdrop" aria-hidden="true">
      {pieces.map(({ at, text: words, finding }) =>
        finding ? (
          <mark
            key={`f${finding.id}`}
            className={`check-mark check-${finding.severity}${finding.id === here ? ' check-mark-here' : ''}`}
            data-word={severities[finding.severity]}
          >
            {words}
          </mark>
        ) : (
          <span key={at}>{words}</span>
        ),
      )}
      {'\n'}
    </div>
  )
})
