import { DownloadOutlined, SyncOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { type CleanupFilterInput, exportCleanup, startEvaluation } from '../../../src/accounts/cleanup.contract.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { Download } from '../../ui/download.tsx'
import { JobProgress } from '../../ui/job-progress.tsx'
import { useDo } from '../../ui/queries.ts'
import { refreshCleanup } from './refresh.ts'

/** What the supervisor can do with the whole list: judge anew, export. */
export function PageActions({ filter }: { filter: CleanupFilterInput }) {
  const [job, setJob] = useState<{ id: string; title: string } | null>(null)
  const start = useDo(startEvaluation, { onDone: ({ jobId }) => setJob({ id: jobId, title: '重新判断' }) })
  const exporting = useDo(exportCleanup, { onDone: ({ jobId }) => setJob({ id: jobId, title: '导出清单' }) })
  return (
    <>
      <Button icon={<SyncOutlined />} loading={start.busy} onClick={() => start.run({ body: {} })}>
        重新判断
      </Button>
      <Button icon={<DownloadOutlined />} loading={exporting.busy} onClick={() => exporting.run({ body: { filter } })}>
        导出
      </Button>
      <Modal open={job !== null} title={job?.title} footer={null} onCancel={() => setJob(null)}>
        {job ? (
          <JobProgress
            id={job.id}
            onEnd={() => void refreshCleanup()}
            result={({ result }) => {
              const { fileId } = (result ?? {}) as { fileId?: string }
              return fileId ? (
                <Download endpoint={downloadFile} args={{ params: { id: fileId } }} type="primary">
                  下载
                </Download>
              ) : null
            }}
          />
        ) : null}
        <p className="quiet">
          可以关闭此窗口，由后台继续。导出的文件在<Link to={'/files' as string}>文件中心</Link>保留 24 小时。
        </p>
      </Modal>
    </>
  )
}
