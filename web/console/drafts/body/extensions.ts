import { TableKit } from '@tiptap/extension-table'
import { TextAlign } from '@tiptap/extension-text-align'
import { Placeholder } from '@tiptap/extensions'
import StarterKit from '@tiptap/starter-kit'
import { alignmentNames } from './alignments.ts'
import { FindingMarks } from './finding-marks.ts'
import { Picture } from './picture.ts'
import { Subscript, Superscript, Tint } from './small-marks.ts'

/** What a manuscript may consist of; the server's sanitiser keeps the same. */
export function extensionsOf(onFinding: (id: number) => void) {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      code: false,
      codeBlock: false,
      link: {
        openOnClick: false,
        autolink: false,
        protocols: ['http', 'https', 'mailto', 'tel'],
        defaultProtocol: 'https',
        HTMLAttributes: { target: null, rel: null },
      },
    }),
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder: '在此撰写正文，或从 Word、公众号粘贴' }),
    TextAlign.configure({ types: ['paragraph', 'heading'], alignments: alignmentNames }),
    Tint,
    Subscript,
    Superscript,
    Picture,
    FindingMarks.configure({ onFinding }),
  ]
}
