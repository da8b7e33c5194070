import { PrinterOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { documentsOf } from '../../../src/accounts/application-documents.rules.ts'
import { type ApplicationView, downloadDocument } from '../../../src/accounts/applications.contract.ts'
import { Download } from '../../ui/download.tsx'

/** The papers of the application: as Word documents, and 表1 to be printed. */
export function Documents({ view }: { view: ApplicationView }) {
  return (
    <>
      {documentsOf(view.kind).map(({ name, zh }) => (
        <Download key={name} endpoint={downloadDocument} args={{ params: { id: view.id, name } }}>
          {zh}（Word）
        </Download>
      ))}
      {view.kind === 'opening' ? (
        <Link to={`/applications/${view.id}/paper` as '/'}>
          <Button icon={<PrinterOutlined />} tabIndex={-1}>
            打印申请表
          </Button>
        </Link>
      ) : null}
    </>
  )
}
