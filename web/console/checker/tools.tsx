import { CopyOutlined, DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useRef, useState } from 'react'
import type { Finding } from '../../../src/checker/finding.ts'
import { useToast } from '../../ui/toast.tsx'
import { findingsCsv } from './list-file.ts'
import { accept } from './read-file.ts'
import { copyText, saveFile } from './save-file.ts'

type Given = { text: string; findings: readonly Finding[]; on: string; onFile: (file: File) => void }

const exports = [
  { key: 'docx', label: '标注文档（.docx）' },
  { key: 'csv', label: '问题清单（.csv）' },
  { key: 'print', label: '打印' },
]

/** What goes in and what comes out. */
export function Tools({ text, findings, on, onFile }: Given) {
  const chooser = useRef<HTMLInputElement>(null)
  const message = useToast()
  const [busy, setBusy] = useState(false)
  const empty = text.trim() === ''
  const copy = async () => {
    if (await copyText(text)) message.success('已复制全文')
    else message.error('浏览器不允许复制，请在文本框中全选后复制')
  }
  const save = async (key: string) => {
    if (key === 'print') return print()
    setBusy(true)
    try {
      saveFile(`文本检查-${on}.${key}`, await fileOf(key, { text, findings, on }))
    } catch {
      message.error('文件未能生成，请重试')
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => chooser.current?.click()}>
        上传文件
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept={accept}
        aria-label="选择要检查的文件"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onFile(file)
          target.value = ''
        }}
      />
      <Button icon={<CopyOutlined />} disabled={empty} onClick={() => void copy()}>
        复制修改后的文本
      </Button>
      <Dropdown trigger={['click']} disabled={empty} menu={{ items: exports, onClick: ({ key }) => void save(key) }}>
        <Button icon={<DownloadOutlined />} loading={busy} disabled={empty}>
          导出
        </Button>
      </Dropdown>
    </>
  )
}

async function fileOf(key: string, { text, findings, on }: Pick<Given, 'text' | 'findings' | 'on'>): Promise<Blob> {
  if (key === 'csv') return new Blob([findingsCsv(text, findings)], { type: 'text/csv;charset=utf-8' })
  return (await import('./documents.ts')).markedDocx(text, findings, on)
}
