import { Select } from 'antd'
import { z } from 'zod'
import { downloadFile, type FileView, listFiles, removeFile } from '../../../src/files/files.contract.ts'
import { filePurposeNames, filePurposes } from '../../../src/files/files.rules.ts'
import { call } from '../../ui/api.ts'
import { ConfirmDo } from '../../ui/confirm-do.tsx'
import { Download } from '../../ui/download.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { type LedgerColumn, LedgerTable } from '../../ui/ledger-table.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { queryClient } from '../../ui/queries.ts'
import { useUrlState } from '../../ui/url-state.ts'
import { useLedger } from '../../ui/use-ledger.ts'
import { When } from '../../ui/when.tsx'

const Url = z.object({ purpose: z.enum(filePurposeNames).optional() })

const columns: readonly LedgerColumn<FileView>[] = [
  { key: 'name', title: '文件名', always: true, render: (file) => file.name },
  { key: 'purpose', title: '用途', render: (file) => filePurposes[file.purpose].zh },
  { key: 'size', title: '大小', number: true, render: (file) => sizeText(file.size) },
  { key: 'createdAt', title: '生成时间', render: (file) => <When at={file.createdAt} /> },
  { key: 'expiresAt', title: '保留至', render: (file) => <When at={file.expiresAt} none="长期留存" /> },
  { key: 'acts', title: '操作', always: true, render: (file) => <Acts file={file} /> },
]

/** 文件中心: what a person has exported and uploaded. */
export function Page() {
  const [{ purpose }, change] = useUrlState(Url)
  const ledger = useLedger(listFiles, { purpose })
  return (
    <>
      <PageHead
        title="文件中心"
        description="本人导出和上传的文件。导出文件保留 24 小时，导入原件保留 7 天，佐证材料长期留存。"
      />
      <FilterBar
        onReset={() => change({ purpose: '' })}
        fields={[
          {
            key: 'purpose',
            label: '用途',
            control: (
              <Select
                allowClear
                placeholder="全部"
                style={{ minWidth: 180 }}
                value={purpose ?? null}
                onChange={(value: string | null) => change({ purpose: value ?? '' })}
                options={filePurposeNames.map((value) => ({ value, label: filePurposes[value].zh }))}
              />
            ),
          },
        ]}
      />
      <LedgerTable<FileView>
        name="files"
        caption="文件"
        columns={columns}
        ledger={ledger}
        total={null}
        empty={{ reason: purpose ? '没有这类文件。' : '还没有文件。导出的台账和报表会放在这里。' }}
        mobile={(file) => (
          <>
            <strong style={{ overflowWrap: 'anywhere' }}>{file.name}</strong>
            <div className="quiet">
              {filePurposes[file.purpose].zh} · {sizeText(file.size)} · <When at={file.createdAt} />
            </div>
            <Acts file={file} />
          </>
        )}
      />
    </>
  )
}

function Acts({ file }: { file: FileView }) {
  const remove = async () => {
    await call(removeFile, { params: { id: file.id } })
    await queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === listFiles.path })
  }
  return (
    <span style={{ display: 'inline-flex', gap: 8 }}>
      <Download endpoint={downloadFile} args={{ params: { id: file.id } }} type="link">
        下载
      </Download>
      {file.removable ? (
        <ConfirmDo
          danger
          type="link"
          label="删除"
          consequence={`将删除“${file.name}”，删除后无法恢复。`}
          onConfirm={remove}
        />
      ) : null}
    </span>
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KiB'] : [bytes / 1024 / 1024, 'MiB']
  return `${size.toFixed(1)} ${unit}`
}
