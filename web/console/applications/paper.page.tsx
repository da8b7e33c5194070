import { PrinterOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { viewApplication } from '../../../src/accounts/applications.contract.ts'
import { emptyOpening, type OpeningForm } from '../../../src/accounts/opening-form.rules.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { OpeningPaper } from '../accounts/opening-paper.tsx'

/** 表1 as it comes out of the printer. */
export function Page() {
  const { id }: { id?: string } = useParams({ strict: false })
  const { data: view, error } = useAsk(viewApplication, { params: { id: id ?? '' } }, { staleTime: 0 })
  const back = <Link to={`/applications/${id}` as '/'}>返回申请</Link>
  if (error || (view && view.kind !== 'opening')) {
    return (
      <>
        <PageHead title="打印申请表" />
        <div className="panel" role="alert">
          <p>{error ? error.message : '只有开设申请有《账号开设申请表》。'}</p>
          {back}
        </div>
      </>
    )
  }
  if (!view) return <PageSkeleton />
  const form = { ...emptyOpening, ...view.form } as OpeningForm // an opening's form, checked when it was saved
  return (
    <>
      <div className="no-print">
        <PageHead
          title="打印申请表"
          description={<>按 A4 纸打印；签字、日期处留空待签。 {back}</>}
          actions={
            <Button type="primary" icon={<PrinterOutlined />} onClick={() => print()}>
              打印
            </Button>
          }
        />
      </div>
      <OpeningPaper form={form} unitName={view.hostUnitName} number={view.number} opinions={view.opinions} />
    </>
  )
}
