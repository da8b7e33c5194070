/** How a paragraph or heading may stand; the left is how it stands anyway. */
export const alignments = { left: '左对齐', center: '居中', right: '右对齐', justify: '两端对齐' } as const
export type Alignment = keyof typeof alignments
export const alignmentNames = Object.keys(alignments) as Alignment[]
