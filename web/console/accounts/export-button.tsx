import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { exportAccounts } from '../../../src/accounts/accounts.contract.ts'
import { ledgerColumnNames } from '../../../src/accounts/ledger-columns.rules.ts'
import { shownColumns } from '../../ui/column-memory.ts'
import { useMadeFile } from '../../ui/made-file.tsx'
import { useDo } from '../../ui/queries.ts'
import { columns, ledgerName } from './ledger-columns.tsx'
import { filterOf, type LedgerUrl } from './ledger-state.ts'

/** Exports what the page shows: its filters, its order, its columns. */
export function ExportButton({ state }: { state: LedgerUrl }) {
  const { take, waiting } = useMadeFile('正在导出')
  const start = useDo(exportAccounts, { invalidates: ['/api/files'], onDone: take })
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
      {waiting}
    </>
  )
}
