import { Mark } from '@tiptap/core'

const shown = ['color', 'background-color'] as const

/** Coloured words, as an article pasted from elsewhere has them: kept, not offered. */
export const Tint = Mark.create({
  name: 'tint',
  addAttributes: () => ({
    style: {
      default: '',
      parseHTML: (element: HTMLElement) =>
        shown
          .flatMap((property) => {
            const value = element.style.getPropertyValue(property)
            return value === '' ? [] : [`${property}: ${value}`]
          })
          .join('; '),
      renderHTML: ({ style }: Record<string, unknown>) => (style ? { style: String(style) } : {}),
    },
  }),
  parseHTML: () => [
    {
      tag: 'span[style]',
      getAttrs: (element) => (shown.some((property) => element.style.getPropertyValue(property) !== '') ? {} : false),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes, 0],
})

export const Subscript = Mark.create({
  name: 'subscript',
  excludes: 'superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
})

export const Superscript = Mark.create({
  name: 'superscript',
  excludes: 'subscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
})
