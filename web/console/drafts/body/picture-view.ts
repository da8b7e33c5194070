import type { NodeViewRendererProps } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { isPending, mediaAddress } from '../picture-address.ts'

let counted = 0

/**
 * A picture with the field for its description below it. Made of plain elements: a paste can hold two thousand, which
 * a component each would take seconds for.
 */
export function pictureView({ node, editor, getPos }: NodeViewRendererProps): NodeView {
  let now = node
  const dom = element('figure', 'draft-picture')
  let field: HTMLInputElement | null = null
  const position = () => (typeof getPos === 'function' ? getPos() : undefined)

  const setAlt = (alt: string) => {
    const pos = position()
    if (pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, undefined, { ...now.attrs, alt }))
  }
  const remove = () => {
    const pos = position()
    if (pos !== undefined)
      editor
        .chain()
        .focus()
        .deleteRange({ from: pos, to: pos + now.nodeSize })
        .run()
  }
  const draw = () => {
    const { id, alt } = now.attrs as { id: string; alt: string }
    dom.replaceChildren()
    dom.classList.toggle('draft-picture-pending', isPending(id))
    field = null
    if (isPending(id)) {
      dom.textContent = '图片正在上传…'
      return
    }
    const picture = element('img')
    picture.src = mediaAddress(id)
    picture.alt = alt
    picture.loading = 'lazy'
    const foot = element('figcaption', 'draft-picture-foot')
    const label = element('label')
    label.textContent = '图片说明（必填）'
    field = element('input')
    field.id = `picture-alt-${++counted}`
    label.htmlFor = field.id
    field.value = alt
    field.maxLength = 200
    field.required = true
    field.disabled = !editor.isEditable
    field.placeholder = '写明图片内容，供读屏和无图时使用'
    field.addEventListener('input', () => setAlt(field?.value ?? ''))
    foot.append(label, field)
    if (editor.isEditable) {
      const button = element('button')
      button.type = 'button'
      button.textContent = '删除图片'
      button.addEventListener('click', remove)
      foot.append(button)
    }
    const missing = element('span', 'draft-fault')
    missing.textContent = '⚠ 缺少图片说明'
    foot.append(missing)
    dom.append(picture, foot)
    mark()
  }
  /** What follows from the description alone, so that the field is not made anew under the hands of the writer. */
  const mark = () => {
    const { alt } = now.attrs as { alt: string }
    const missing = dom.querySelector<HTMLElement>('.draft-fault')
    if (missing) missing.hidden = alt.trim() !== ''
    const picture = dom.querySelector('img')
    if (picture) picture.alt = alt
    if (field && field.value !== alt) field.value = alt
  }
  draw()
  return {
    dom,
    update: (next: Node) => {
      if (next.type !== now.type) return false
      const same = next.attrs.id === now.attrs.id
      now = next
      if (same) mark()
      else draw()
      return true
    },
    selectNode: () => dom.classList.add('draft-picture-chosen'),
    deselectNode: () => dom.classList.remove('draft-picture-chosen'),
    stopEvent: (event) => event.target instanceof HTMLElement && event.target.closest('figcaption') !== null,
    ignoreMutation: () => true,
  }
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.className = className
  return made
}
