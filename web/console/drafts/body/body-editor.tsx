import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Marked } from '../../checker/desk.ts'
import { withoutPending } from '../picture-address.ts'
import { extensionsOf } from './extensions.ts'
import { tellFindings } from './finding-marks.ts'
import { PasteNotice } from './paste-notice.tsx'
import { offsetOf, rangeOf, textMapOf } from './text-map.ts'
import { Toolbar } from './toolbar.tsx'
import { usePaste } from './use-paste.ts'
import { wordCount } from './word-count.ts'
import './body.css'

const LinkDialog = lazy(async () => ({ default: (await import('./link-dialog.tsx')).LinkDialog }))
const MediaPicker = lazy(async () => ({ default: (await import('../media-picker.tsx')).MediaPicker }))

/** Milliseconds after the last key until the text is read out of the editor. */
const pause = 300

/** What the page can do with the editor beside giving it a text. */
export type BodyHandle = {
  /** Reads out what was typed a moment ago. */
  flush: () => void
  /** Replaces a stretch of the plain text; false where it no longer stands there. */
  replace: (start: number, end: number, words: string, was: string) => boolean
  /** Brings a stretch into sight, and the cursor to it if wanted. */
  show: (start: number, end: number, how: { focus: boolean }) => void
  focus: () => void
}

type Given = {
  label: string
  html: string
  /** Raised by one whenever `html` is another text than the one that is edited. */
  edition: number
  hostUnitId: string
  editable: boolean
  onChange: (html: string, text: string) => void
  onText: (text: string) => void
  onBlur?: () => void
  /** Those of the body, by places of `checked`, the plain text in which they were found. */
  findings?: readonly Marked[]
  checked?: string
  here?: number | null
  onFinding?: (id: number) => void
  /** F8: to the next finding after this place, or the one before. */
  onStep?: (from: number, by: 1 | -1) => void
  handle: { current: BodyHandle | null }
}

/** What is saved: no places of pictures that have not come, nor the empty line the editor keeps below a table. */
function htmlOf(editor: Editor): string {
  return editor.isEmpty ? '' : withoutPending(editor.getHTML()).replace(/(<p[^>]*><\/p>)+$/, '')
}

/** The body of a manuscript: typed, pasted, checked. Loaded apart from the page, for the editor is large. */
export function BodyEditor(given: Given) {
  const { label, html, edition, hostUnitId, editable, findings, checked, here = null, handle } = given
  const latest = useRef(given)
  latest.current = given
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [dialog, setDialog] = useState<'link' | 'picture' | null>(null)
  const [words, setWords] = useState(0)
  const paste = usePaste(hostUnitId)
  const pasting = useRef(paste)
  pasting.current = paste

  const editor = useEditor({
    extensions: extensionsOf((id) => latest.current.onFinding?.(id)),
    content: html,
    editable,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { 'aria-label': label, role: 'textbox', 'aria-multiline': 'true', class: 'draft-body reading' },
      handlePaste: (_, event) => {
        if (!editor) return false
        const pasted = event.clipboardData?.getData('text/html') ?? ''
        const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
        // Word puts a picture of the text beside the text: the text is what was meant.
        if (pasted !== '') void pasting.current.pasteHtml(editor, pasted)
        else if (files.length > 0) void pasting.current.pasteFiles(editor, files)
        else return false
        return true
      },
      handleDrop: (view, event, _slice, moved) => {
        const files = [...(event.dataTransfer?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
        if (!editor || moved || files.length === 0) return false
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
        void pasting.current.pasteFiles(editor, files, at)
        return true
      },
      handleKeyDown: (view, event) => {
        if (event.key !== 'F8' || !latest.current.onStep) return false
        flush()
        latest.current.onStep(offsetOf(textMapOf(view.state.doc), view.state.selection.from), event.shiftKey ? -1 : 1)
        return true
      },
    },
    onUpdate: ({ transaction }) => {
      // That it may be typed in, or no longer, is told as an update too: nothing was written.
      if (!transaction.docChanged) return
      clearTimeout(timer.current)
      timer.current = setTimeout(flush, pause)
    },
    onBlur: () => {
      flush()
      latest.current.onBlur?.()
    },
  })

  /** As the editor writes what it was given: only what differs from that has been changed by somebody. */
  const read = useRef<string | null>(null)
  function flush() {
    if (!editor || editor.isDestroyed || timer.current === undefined) return
    clearTimeout(timer.current)
    timer.current = undefined
    const { text } = textMapOf(editor.state.doc)
    setWords(wordCount(text))
    const now = htmlOf(editor)
    if (now === read.current || !editor.isEditable) return latest.current.onText(text)
    read.current = now
    latest.current.onChange(now, text)
  }

  // An editor that was not shown at once has been given up again (TipTap waits a millisecond): another one follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first text is given when the editor is made
  useEffect(() => {
    if (!editor || editor.isDestroyed) return
    // The editor adds its empty line below a table with the first transaction: before the text is read.
    editor.view.dispatch(editor.state.tr)
    const { text } = textMapOf(editor.state.doc)
    read.current = htmlOf(editor)
    setWords(wordCount(text))
    latest.current.onText(text)
    handle.current = {
      flush,
      replace: (start, end, insert, was) => {
        flush()
        const map = textMapOf(editor.state.doc)
        const range = rangeOf(map, start, end)
        if (!range || map.text.slice(start, end) !== was) return false
        editor.view.dispatch(editor.state.tr.insertText(insert, range.from, range.to))
        flush()
        return true
      },
      show: (start, end, { focus }) => {
        const range = rangeOf(textMapOf(editor.state.doc), start, end)
        if (!range) return
        if (focus) editor.chain().focus().setTextSelection(range).scrollIntoView().run()
        else editor.view.dom.querySelector('.check-mark-here')?.scrollIntoView({ block: 'center' })
      },
      focus: () => editor.commands.focus(),
    }
    return () => {
      flush()
      handle.current = null
    }
  }, [editor])

  const shown = useRef(edition)
  useEffect(() => {
    if (!editor || editor.isDestroyed || shown.current === edition) return
    shown.current = edition
    clearTimeout(timer.current)
    timer.current = undefined
    editor.commands.setContent(latest.current.html, { emitUpdate: false })
    read.current = htmlOf(editor)
    const { text } = textMapOf(editor.state.doc)
    setWords(wordCount(text))
    latest.current.onText(text)
  }, [editor, edition])
  useEffect(() => {
    editor?.setEditable(editable, false)
  }, [editor, editable])
  useEffect(() => {
    if (!editor || editor.isDestroyed || !findings) return
    const map = textMapOf(editor.state.doc)
    // What was typed since is on its way to the checker; until its answer the lines move along.
    if (map.text.trimEnd() !== checked?.trimEnd()) return
    editor.view.dispatch(tellFindings(editor.state, { findings, here, map }))
  }, [editor, findings, checked, here])

  if (!editor) return null
  return (
    <div className={editable ? 'draft-editor' : 'draft-editor draft-editor-fixed'}>
      {editable ? (
        <Toolbar editor={editor} onLink={() => setDialog('link')} onPicture={() => setDialog('picture')} />
      ) : null}
      <PasteNotice paste={paste} />
      <EditorContent editor={editor} />
      <div className="draft-words quiet">{words} 字</div>
      <Suspense>
        {dialog === 'link' ? <LinkDialog editor={editor} onClose={() => setDialog(null)} /> : null}
        {dialog === 'picture' ? (
          <MediaPicker
            kind="picture"
            hostUnitId={hostUnitId}
            onClose={() => setDialog(null)}
            onChosen={(media) => {
              setDialog(null)
              editor
                .chain()
                .focus()
                .insertContent({ type: 'picture', attrs: { id: media.id, alt: media.alt } })
                .run()
            }}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
