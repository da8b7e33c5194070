import { Extension } from '@tiptap/core'

export const alignments = { left: '左对齐', center: '居中', right: '右对齐' } as const
export type Alignment = keyof typeof alignments

/** Paragraphs and headings in the middle or on the right; the left is how they are anyway. */
export const Align = Extension.create({
  name: 'align',
  addGlobalAttributes: () => [
    {
      types: ['paragraph', 'heading'],
      attributes: {
        align: {
          default: 'left',
          parseHTML: (element: HTMLElement) => {
            const given = element.style.textAlign
            return given === 'center' || given === 'right' ? given : 'left'
          },
          renderHTML: ({ align }: Record<string, unknown>) =>
            align === 'center' || align === 'right' ? { style: `text-align: ${align}` } : {},
        },
      },
    },
  ],
})
