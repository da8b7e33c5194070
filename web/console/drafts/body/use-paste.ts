import type { Editor } from '@tiptap/core'
import { useEffect, useRef, useState } from 'react'
import { addMedia } from '../../../../src/publishing/media.contract.ts'
import { call } from '../../../ui/api.ts'
import { isApiError, messageOf } from '../../../ui/api-error.ts'
import { pendingMark } from '../picture-address.ts'
import { fileOf, takePictures } from './pasted-pictures.ts'

/** More pictures than this in one paste are uploaded only when the person says so. */
export const askAbove = 50

type Upload = { place: string; name: string; alt: string; file: () => File }

export type PasteTold = {
  /** What the sanitiser took out. */
  removed: readonly string[]
  foreign: readonly string[]
  local: number
  /** Pictures that the server did not take, with its reason. */
  refused: readonly string[]
}
export type PasteState =
  | { kind: 'idle'; told: PasteTold | null }
  | { kind: 'cleaning' }
  | { kind: 'asking'; count: number }
  | { kind: 'uploading'; done: number; count: number; told: PasteTold }

/** What comes in by pasting and dropping: cleaned, told about, pictures uploaded one by one and put in their place. */
export function usePaste(hostUnitId: string) {
  const [state, setState] = useState<PasteState>({ kind: 'idle', told: null })
  const answer = useRef<(yes: boolean) => void>(undefined)
  const stopped = useRef(false)
  const counter = useRef(0)
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )
  const nextPlace = () => `${pendingMark}${++counter.current}`

  const upload = async (editor: Editor, uploads: readonly Upload[], told: PasteTold) => {
    const refused: string[] = []
    stopped.current = false
    for (const [n, { place, name, alt, file }] of uploads.entries()) {
      if (stopped.current || editor.isDestroyed) break
      setState({ kind: 'uploading', done: n, count: uploads.length, told })
      try {
        const made = await call(addMedia, { file: file(), body: { kind: 'picture', alt, hostUnitId } })
        if (!editor.isDestroyed) settle(editor, place, { id: made.id, alt: made.alt || alt })
      } catch (error) {
        refused.push(`${name}：${messageOf(error)}`)
        // Without the network the others would fail alike.
        if (isApiError(error) && error.code === 'OFFLINE') break
      }
    }
    if (!editor.isDestroyed) for (const { place } of uploads) settle(editor, place, null)
    setState({ kind: 'idle', told: { ...told, refused } })
  }

  const pasteHtml = async (editor: Editor, html: string) => {
    setState({ kind: 'cleaning' })
    // The word of it is seen before the work begins.
    await new Promise((painted) => setTimeout(painted, 30))
    const { sanitize } = await import('../../../../src/publishing/sanitize.rules.ts')
    const taken = takePictures(html, idFor)
    const wanted = taken.pictures.length <= askAbove || (await ask(taken.pictures.length))
    const cleaned = sanitize(taken.html)
    const places = new Map(taken.pictures.map(({ place }) => [place, nextPlace()]))
    const placed = cleaned.html.replaceAll(placeTag, (_, id: string) => {
      const place = places.get(id)
      return wanted && place ? `<img data-picture="${place}" alt="">` : ''
    })
    const told: PasteTold = {
      removed: [...cleaned.removed, ...(wanted ? [] : [`${taken.pictures.length} 张图片`])],
      foreign: taken.foreign,
      local: taken.local,
      refused: [],
    }
    if (editor.isDestroyed) return
    editor.chain().focus().insertContent(placed).run()
    if (!wanted || taken.pictures.length === 0)
      return setState({ kind: 'idle', told: isWorthTelling(told) ? told : null })
    const uploads = taken.pictures.map(({ place, data, alt }, n) => {
      const name = `粘贴的图片${n + 1}`
      return { place: places.get(place) ?? place, name, alt, file: () => fileOf(data, name) }
    })
    await upload(editor, uploads, told)
  }

  const pasteFiles = async (editor: Editor, files: readonly File[], at?: number) => {
    const uploads = files.map((file) => ({ place: nextPlace(), name: file.name, alt: '', file: () => file }))
    const nodes = uploads.map(({ place }) => ({ type: 'picture', attrs: { id: place, alt: '' } }))
    if (at === undefined) editor.chain().focus().insertContent(nodes).run()
    else editor.chain().focus().insertContentAt(at, nodes).run()
    await upload(editor, uploads, { removed: [], foreign: [], local: 0, refused: [] })
  }

  function ask(count: number): Promise<boolean> {
    setState({ kind: 'asking', count })
    return new Promise((resolve) => {
      answer.current = resolve
    })
  }

  return {
    state,
    pasteHtml,
    pasteFiles,
    decide: (yes: boolean) => answer.current?.(yes),
    cancel: () => {
      stopped.current = true
    },
    dismiss: () => setState({ kind: 'idle', told: null }),
  }
}

/** The sanitiser keeps no picture but those of the store, so a place wears a number of that form while it is cleaned. */
const idFor = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const placeTag = /<img data-picture="(00000000-0000-4000-8000-[0-9a-f]{12})"[^>]*>/g

function isWorthTelling({ removed, foreign, local }: PasteTold): boolean {
  return removed.length > 0 || foreign.length > 0 || local > 0
}

/** Gives a waiting place its picture, or takes the place away. */
function settle(editor: Editor, place: string, picture: { id: string; alt: string } | null): void {
  const { state, view } = editor
  let found: number | null = null
  state.doc.descendants((node, pos) => {
    if (found === null && node.type.name === 'picture' && node.attrs.id === place) found = pos
    return found === null
  })
  if (found === null) return
  const tr = picture ? state.tr.setNodeMarkup(found, undefined, picture) : state.tr.delete(found, found + 1)
  view.dispatch(tr)
}
