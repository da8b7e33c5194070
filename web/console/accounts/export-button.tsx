import { DownloadOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Modal } from 'antd'
import { useState } from 'react'
import { exportAccounts } from '../../../src/accounts/accounts.contract.ts'
import { ledgerColumnNames } from '../../../src/accounts/ledger-columns.rules.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { download } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { shownColumns } from '../../ui/column-memory.ts'
import { JobProgress } from '../../ui/job-progress.tsx'
import { useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { columns, ledgerName } from './ledger-columns.tsx'
import { filterOf, type LedgerUrl } from './ledger-state.ts'

/** Exports what the page shows: its filters, its order, its columns. */
export function ExportButton({ state }: { state: LedgerUrl }) {
  const message = useToast()
  const [jobId, setJobId] = useState<string | null>(null)
  const fetchFile = async (id: string) => {
    try {
      await download(downloadFile, { params: { id } })
    } catch (error) {
      message.error(messageOf(error))
    }
  }
  const start = useDo(exportAccounts, {
    invalidates: ['/api/files'],
    onDone: async (answer) => {
      if (answer.fileId) await fetchFile(answer.fileId)
      else setJobId(answer.jobId)
    },
  })
  const run = (format: 'xlsx' | 'csv') => {
    const shown = shownColumns(columns, ledgerName)
    start.run({
      body: {
        target: { filter: filterOf(state) },
        sort: state.sort,
        order: state.order,
        columns: ledgerColumnNames.filter((key) => shown.includes(key)),
        format,
      },
    })
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'xlsx', label: 'Excel 工作簿（.xlsx）' },
            { key: 'csv', label: 'CSV 文件（.csv）' },
          ],
          onClick: ({ key }) => run(key === 'csv' ? 'csv' : 'xlsx'),
        }}
      >
        <Button icon={<DownloadOutlined />} loading={start.busy}>
          导出
        </Button>
      </Dropdown>
      <Modal open={jobId !== null} title="正在导出" footer={null} onCancel={() => setJobId(null)}>
        {jobId ? (
          <JobProgress
            id={jobId}
            result={(job) => (
              <Button
                type="primary"
                size="small"
                onClick={() => void fetchFile((job.result as { fileId: string }).fileId)}
              >
                下载
              </Button>
            )}
          />
        ) : null}
        <p className="quiet">
          行数较多，由后台生成。可以关闭此窗口，完成后在<Link to={'/files' as string}>文件中心</Link>下载，保留 24
          小时。
        </p>
      </Modal>
    </>
  )
}
