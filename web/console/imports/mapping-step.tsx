import { Alert, Button, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { checkImport, type ImportView, listKinds, setMapping } from '../../../src/imports/imports.contract.ts'
import { call } from '../../ui/api.ts'
import { isApiError, messageOf } from '../../ui/api-error.ts'
import { queryClient, useAsk } from '../../ui/queries.ts'

const refresh = () =>
  queryClient.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('/api/imports') })

/** Which column of the file is which of ours; the first rows beside it, so that a mistake is seen. */
export function MappingStep({ batch, onChecked }: { batch: ImportView; onChecked: () => void }) {
  const kinds = useAsk(listKinds)
  const columns = kinds.data?.rows.find(({ kind }) => kind === batch.kind)?.columns ?? []
  const [mapping, setMap] = useState<Record<string, number>>(batch.mapping)
  const [headerRow, setHeaderRow] = useState(batch.headerRow)
  const [refusals, setRefusals] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const missing = columns.filter(({ key, required }) => required && mapping[key] === undefined)
  const width = Math.max(batch.headers.length, ...batch.sample.map(({ cells }) => cells.length))
  const places = Array.from({ length: width }, (_, n) => ({
    value: n,
    label: `${letters(n)} 列 ${batch.headers[n] || '（无列名）'}`,
  }))

  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true)
    setRefusals([])
    try {
      await act()
      await refresh()
    } catch (error) {
      const named = isApiError(error) ? error.errors.map(({ message }) => message) : []
      setRefusals(named.length > 0 ? named : [messageOf(error)])
    } finally {
      setBusy(false)
    }
  }
  const reread = (body: { sheetName?: string; headerRow?: number }) =>
    attempt(() => call(setMapping, { params: { id: batch.id }, body }))
  const check = () =>
    attempt(async () => {
      await call(setMapping, { params: { id: batch.id }, body: { mapping } })
      await call(checkImport, { params: { id: batch.id } })
      onChecked()
    })

  return (
    <section className="panel import-block" aria-label="列的对应">
      <div className="import-line">
        {batch.sheetNames.length > 1 ? (
          // biome-ignore lint/a11y/noLabelWithoutControl: the Select is the control
          <label>
            工作表{' '}
            <Select
              value={batch.sheetName}
              disabled={busy}
              onChange={(sheetName) => void reread({ sheetName })}
              options={batch.sheetNames.map((value) => ({ value, label: value }))}
              style={{ minWidth: 160 }}
            />
          </label>
        ) : null}
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the InputNumber is the control */}
        <label>
          表头在第{' '}
          <InputNumber
            min={1}
            precision={0}
            value={headerRow}
            onChange={(row) => setHeaderRow(row ?? 1)}
            style={{ width: 88 }}
          />{' '}
          行
        </label>
        {headerRow === batch.headerRow ? null : (
          <Button disabled={busy} onClick={() => void reread({ headerRow })}>
            按此行重新识别
          </Button>
        )}
      </div>
      {batch.notes.length > 0 ? (
        <ul className="quiet">
          {batch.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      <div className="import-map">
        {columns.map(({ key, zh, required, hint }) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the Select is the control
          <label key={key} title={hint}>
            <span>
              {zh}
              {required ? <strong>（必填）</strong> : null}
            </span>
            <Select
              value={mapping[key] ?? null}
              allowClear
              placeholder="文件中没有"
              status={required && mapping[key] === undefined ? 'error' : ''}
              showSearch={{ optionFilterProp: 'label' }}
              options={places}
              onChange={(place: number | null | undefined) => {
                const { [key]: _, ...rest } = mapping
                setMap(place === null || place === undefined ? rest : { ...rest, [key]: place })
              }}
            />
          </label>
        ))}
      </div>
      <h2 className="import-block">文件的前 {batch.sample.length} 行</h2>
      <Sample batch={batch} />
      <div role="alert">
        {refusals.length > 0 ? (
          <Alert
            className="import-block"
            type="error"
            showIcon
            title="还不能试导入"
            description={refusals.map((text) => <div key={text}>{text}</div>)}
          />
        ) : null}
      </div>
      <div className="import-line">
        <Button type="primary" loading={busy} disabled={missing.length > 0} onClick={() => void check()}>
          试导入
        </Button>
        <span className="quiet">
          {missing.length > 0
            ? `还有必填列没有对应：${missing.map(({ zh }) => zh).join('、')}`
            : '试导入只检查，不写入'}
        </span>
      </div>
    </section>
  )
}

function Sample({ batch }: { batch: ImportView }) {
  const width = Math.max(batch.headers.length, ...batch.sample.map(({ cells }) => cells.length))
  const places = Array.from({ length: width }, (_, n) => n)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard
    <section className="import-sample import-block" tabIndex={0} aria-label="文件内容预览">
      <table>
        <thead>
          <tr>
            <th>行</th>
            {places.map((n) => (
              <th key={n}>{batch.headers[n] || letters(n)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {batch.sample.map(({ row, cells }) => (
            <tr key={row}>
              <td className="num">{row}</td>
              {places.map((n) => (
                <td key={n} title={cells[n]}>
                  {cells[n]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** 0 → A, 26 → AA: as a table program calls its columns. */
function letters(n: number): string {
  const last = String.fromCharCode(65 + (n % 26))
  return n < 26 ? last : letters(Math.floor(n / 26) - 1) + last
}
