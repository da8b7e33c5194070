import { Link } from '@tanstack/react-router'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { downloadFile } from '../../src/files/files.contract.ts'
import { download } from './api.ts'
import { messageOf } from './api-error.ts'
import { JobProgress } from './job-progress.tsx'
import { useToast } from './toast.tsx'

/** An export's answer: a small file is there at once, a large one is made by a job. */
type Made = { fileId: string | null; jobId: string | null }

/** Fetches an exported file when it is ready at once; else shows the job that makes it. `waiting` belongs on the page. */
export function useMadeFile(title: string) {
  const message = useToast()
  const [jobId, setJobId] = useState<string | null>(null)
  const fetchFile = async (id: string) => {
    try {
      await download(downloadFile, { params: { id } })
    } catch (error) {
      message.error(messageOf(error))
    }
  }
  const take = async (made: Made) => {
    if (made.fileId) await fetchFile(made.fileId)
    else setJobId(made.jobId)
  }
  const waiting = (
    <Modal open={jobId !== null} title={title} footer={null} onCancel={() => setJobId(null)}>
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
        内容较多，由后台生成。可以关闭此窗口，完成后在<Link to={'/files' as string}>文件中心</Link>下载，保留 24 小时。
      </p>
    </Modal>
  )
  return { take, waiting }
}
