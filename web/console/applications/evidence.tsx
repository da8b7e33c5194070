import { DeleteOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useState } from 'react'
import {
  type ApplicationView,
  attachToApplication,
  detachFromApplication,
} from '../../../src/accounts/applications.contract.ts'
import { applicationStates, type EvidenceRole, evidenceRoles } from '../../../src/accounts/lifecycle.rules.ts'
import { downloadFile, uploadEvidence } from '../../../src/files/files.contract.ts'
import { call, download } from '../../ui/api.ts'
import { messageOf } from '../../ui/api-error.ts'
import { useMay, useMe } from '../../ui/me.ts'
import { useToast } from '../../ui/toast.tsx'
import { placeOf } from './field.tsx'
import { refreshApplication } from './refresh.ts'

type Given = {
  view: ApplicationView
  of: EvidenceRole
  /** Files can be added here now. */
  open: boolean
  needed?: boolean
  hint?: string
}

/** Whether the person may add evidence to the application: her own unit's, until it has ended. */
export function useMayAttach(view: ApplicationView): boolean {
  const me = useMe()
  const makes = useMay('application.make')
  return makes && me.unit.id === view.hostUnitId && !applicationStates[view.state].ended
}

/** The papers of one kind: what is there, to be downloaded, and the way to add one. */
export function Evidence({ view, of: role, open, needed = false, hint }: Given) {
  const zh = evidenceRoles[role]
  const files = view.files.filter((file) => file.role === role)
  if (!open && files.length === 0) return null
  return (
    <section className="application-evidence" aria-label={zh} id={placeOf(`files.${role}`)} tabIndex={-1}>
      <div>
        {needed && open ? (
          <span className="application-needed" aria-hidden="true">
            *{' '}
          </span>
        ) : null}
        {zh}
        {needed && open ? <span className="visually-hidden">（必须上传）</span> : null}
      </div>
      {hint && open ? <div className="quiet">{hint}</div> : null}
      {files.length > 0 ? (
        <ul className="application-files">
          {files.map((file) => (
            <EvidenceFile key={file.fileId} view={view} file={file} open={open} />
          ))}
        </ul>
      ) : null}
      {open ? <AddEvidence view={view} of={role} zh={zh} more={files.length > 0} /> : null}
    </section>
  )
}

type AddGiven = { view: ApplicationView; of: EvidenceRole; zh: string; more: boolean }

function AddEvidence({ view, of: role, zh, more }: AddGiven) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const add = async (file: File) => {
    setBusy(true)
    setRefusal(null)
    try {
      const { id } = await call(uploadEvidence, { file, body: {} })
      await call(attachToApplication, { params: { id: view.id }, body: { fileId: id, role } })
      await refreshApplication()
    } catch (error) {
      setRefusal(`“${file.name}”未能上传：${messageOf(error)}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Upload
        showUploadList={false}
        multiple
        accept=".png,.jpg,.jpeg,.webp,.pdf,.docx,.xlsx"
        beforeUpload={(file) => {
          void add(file)
          return false
        }}
      >
        <Button icon={<UploadOutlined />} loading={busy} aria-label={`上传${zh}`}>
          {more ? '继续上传' : '上传'}
        </Button>
      </Upload>
      <div role="alert">{refusal ? <p className="application-unsaved">{refusal}</p> : null}</div>
    </>
  )
}

function EvidenceFile({
  view,
  file,
  open,
}: {
  view: ApplicationView
  file: ApplicationView['files'][number]
  open: boolean
}) {
  const message = useToast()
  const [busy, setBusy] = useState(false)
  const last = view.steps.at(-1)
  // What a step rests on stays.
  const removable = open && (!last || file.addedAt > last.at)
  const run = async (what: () => Promise<unknown>) => {
    setBusy(true)
    try {
      await what()
    } catch (error) {
      message.error(messageOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <li>
      <Button
        type="link"
        size="small"
        icon={<PaperClipOutlined />}
        loading={busy}
        className="application-file"
        onClick={() => void run(() => download(downloadFile, { params: { id: file.fileId } }))}
      >
        {file.name}
      </Button>
      {removable ? (
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined />}
          aria-label={`取下${file.name}`}
          onClick={() =>
            void run(async () => {
              await call(detachFromApplication, { params: { id: view.id, fileId: file.fileId } })
              await refreshApplication()
            })
          }
        />
      ) : null}
    </li>
  )
}
