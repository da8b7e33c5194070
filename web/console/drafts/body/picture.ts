import { mergeAttributes, Node } from '@tiptap/core'
import { pictureView } from './picture-view.ts'

/** A picture of the unit's store: kept as `<img data-picture="id" alt="…">`, shown from the server. */
export const Picture = Node.create({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: {
        default: '',
        parseHTML: (element: HTMLElement) => element.getAttribute('data-picture') ?? '',
        renderHTML: ({ id }: Record<string, unknown>) => ({ 'data-picture': String(id ?? '') }),
      },
      alt: { default: '', parseHTML: (element: HTMLElement) => element.getAttribute('alt') ?? '' },
    }
  },
  parseHTML: () => [{ tag: 'img[data-picture]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes)],
  addNodeView: () => (given) => pictureView(given),
})
