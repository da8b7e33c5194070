import {
  AlignCenterOutlined,
  AlignLeftOutlined,
  AlignRightOutlined,
  BoldOutlined,
  ClearOutlined,
  ItalicOutlined,
  LinkOutlined,
  MenuOutlined,
  MinusOutlined,
  OrderedListOutlined,
  PictureOutlined,
  RedoOutlined,
  StrikethroughOutlined,
  TableOutlined,
  UnderlineOutlined,
  UndoOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons'
import { type Editor, useEditorState } from '@tiptap/react'
import type { ReactNode } from 'react'
import { type Alignment, alignmentNames, alignments } from './alignments.ts'

type Given = { editor: Editor; onLink: () => void; onPicture: () => void }

const levels = [
  { value: '0', zh: '正文' },
  { value: '2', zh: '一级标题' },
  { value: '3', zh: '二级标题' },
  { value: '4', zh: '三级标题' },
] as const

const alignIcons: Record<Alignment, ReactNode> = {
  left: <AlignLeftOutlined />,
  center: <AlignCenterOutlined />,
  right: <AlignRightOutlined />,
  justify: <MenuOutlined />,
}

/** The buttons above the text. Each says its name and whether it holds where the cursor is. */
export function Toolbar({ editor, onLink, onPicture }: Given) {
  const now = useEditorState({
    editor,
    selector: ({ editor: at }) => ({
      level: String(([2, 3, 4] as const).find((level) => at.isActive('heading', { level })) ?? 0),
      bold: at.isActive('bold'),
      italic: at.isActive('italic'),
      underline: at.isActive('underline'),
      strike: at.isActive('strike'),
      bullets: at.isActive('bulletList'),
      numbers: at.isActive('orderedList'),
      quote: at.isActive('blockquote'),
      link: at.isActive('link'),
      table: at.isActive('table'),
      align: alignmentNames.find((textAlign) => at.isActive({ textAlign })) ?? 'left',
      undo: at.can().undo(),
      redo: at.can().redo(),
    }),
  })
  const run = () => editor.chain().focus()
  const align = (to: Alignment) => (to === 'left' ? run().unsetTextAlign() : run().setTextAlign(to)).run()
  return (
    <div className="draft-toolbar no-print" role="toolbar" aria-label="文字格式">
      <select
        aria-label="段落样式"
        value={now.level}
        onChange={({ target }) => {
          const level = Number(target.value) as 0 | 2 | 3 | 4
          if (level === 0) run().setParagraph().run()
          else run().setHeading({ level }).run()
        }}
      >
        {levels.map(({ value, zh }) => (
          <option key={value} value={value}>
            {zh}
          </option>
        ))}
      </select>
      <Tool zh="加粗" on={now.bold} icon={<BoldOutlined />} act={() => run().toggleBold().run()} />
      <Tool zh="斜体" on={now.italic} icon={<ItalicOutlined />} act={() => run().toggleItalic().run()} />
      <Tool zh="下划线" on={now.underline} icon={<UnderlineOutlined />} act={() => run().toggleUnderline().run()} />
      <Tool zh="删除线" on={now.strike} icon={<StrikethroughOutlined />} act={() => run().toggleStrike().run()} />
      <Tool
        zh="项目符号"
        on={now.bullets}
        icon={<UnorderedListOutlined />}
        act={() => run().toggleBulletList().run()}
      />
      <Tool zh="编号" on={now.numbers} icon={<OrderedListOutlined />} act={() => run().toggleOrderedList().run()} />
      <Tool zh="引用" on={now.quote} icon="“" act={() => run().toggleBlockquote().run()} />
      {alignmentNames.map((to) => (
        <Tool key={to} zh={alignments[to]} on={now.align === to} icon={alignIcons[to]} act={() => align(to)} />
      ))}
      <Tool zh="分隔线" icon={<MinusOutlined />} act={() => run().setHorizontalRule().run()} />
      <Tool zh="链接" on={now.link} icon={<LinkOutlined />} act={onLink} />
      <Tool zh="插入图片" icon={<PictureOutlined />} act={onPicture} />
      <Tool
        zh="插入表格"
        icon={<TableOutlined />}
        off={now.table}
        act={() => run().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}
      />
      <Tool zh="清除格式" icon={<ClearOutlined />} act={() => run().unsetAllMarks().clearNodes().run()} />
      <Tool zh="撤销" icon={<UndoOutlined />} off={!now.undo} act={() => run().undo().run()} />
      <Tool zh="重做" icon={<RedoOutlined />} off={!now.redo} act={() => run().redo().run()} />
      {now.table ? (
        <span className="draft-toolbar-table">
          <Tool zh="在下方加一行" icon="加行" act={() => run().addRowAfter().run()} />
          <Tool zh="在右侧加一列" icon="加列" act={() => run().addColumnAfter().run()} />
          <Tool zh="删除此行" icon="删行" act={() => run().deleteRow().run()} />
          <Tool zh="删除此列" icon="删列" act={() => run().deleteColumn().run()} />
          <Tool zh="删除表格" icon="删表格" act={() => run().deleteTable().run()} />
        </span>
      ) : null}
    </div>
  )
}

type ToolGiven = { zh: string; icon: ReactNode; act: () => void; on?: boolean; off?: boolean }

function Tool({ zh, icon, act, on, off = false }: ToolGiven) {
  return (
    <button
      type="button"
      className={on ? 'draft-tool draft-tool-on' : 'draft-tool'}
      title={zh}
      aria-label={zh}
      {...(on === undefined ? {} : { 'aria-pressed': on })}
      disabled={off}
      // The cursor stays in the text.
      onMouseDown={(event) => event.preventDefault()}
      onClick={act}
    >
      {icon}
    </button>
  )
}
