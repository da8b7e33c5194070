import { CopyOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Drawer, Skeleton } from 'antd'
import { useState } from 'react'
import { correctNational, type NationalDetail, viewNational } from '../../../src/accounts/national.contract.ts'
import { correctableFields } from '../../../src/accounts/national-fields.rules.ts'
import { platformZh } from '../../../src/accounts/platforms.rules.ts'
import { useMay } from '../../ui/me.ts'
import { useAsk, useDo } from '../../ui/queries.ts'
import { useToast } from '../../ui/toast.tsx'
import { NationalStateTag } from './national-ledger.tsx'
import { nationalPaths } from './national-state.ts'

/** One account, field by field on both sides; what is right there can be taken over, what is right here be copied. */
export function NationalDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useAsk(viewNational, { params: { id } })
  return (
    <Drawer open onClose={onClose} title={data ? `${data.name}：两边对照` : '两边对照'} size={760}>
      {error ? <p role="alert">{error.message}</p> : null}
      {data ? <Body of={data} key={data.differs.join()} /> : error ? null : <Skeleton active />}
    </Drawer>
  )
}

function Body({ of }: { of: NationalDetail }) {
  return (
    <>
      <p className="account-card-line">
        <NationalStateTag row={of} />
        <span>
          {platformZh(of.platform, of.variant)} · {of.ledgerNo} · {of.hostUnitName}
        </span>
        <Link to={`/accounts/${of.id}` as string}>账号全景</Link>
      </p>
      <Dates of={of} />
      {of.pairs.length > 0 ? <Pairs of={of} /> : <p>全国系统名单中还没有此账号，导入名单后可逐项对照。</p>}
      {of.text ? <ForThere text={of.text} /> : null}
    </>
  )
}

function Dates({ of }: { of: NationalDetail }) {
  const said = [
    of.reportedOn ? `${of.reportedOn} 报送` : null,
    of.includedOn ? `${of.includedOn} 收录` : null,
    of.shutdownRequestedOn ? `${of.shutdownRequestedOn} 提交关停申请` : null,
    of.shutDownOn ? `${of.shutDownOn} 关停` : null,
    of.markedBy ? `由${of.markedUnit ?? ''}${of.markedBy}办理${of.batchName ? `（批次：${of.batchName}）` : ''}` : null,
  ].filter((part) => part !== null)
  return said.length > 0 ? <p className="quiet">{said.join('；')}</p> : null
}

function Pairs({ of }: { of: NationalDetail }) {
  const manages = useMay('national.manage')
  const message = useToast()
  const offered = of.pairs.filter((pair) => pair.correctable).map((pair) => pair.field)
  const [chosen, setChosen] = useState<readonly string[]>(offered)
  const save = useDo(correctNational, {
    invalidates: nationalPaths,
    onDone: ({ refused: [first] }) => {
      if (first) message.error(first.reason)
      else message.success('已按全国系统更正')
    },
  })
  const fields = correctableFields.filter((field) => chosen.includes(field))
  const acts = manages && offered.length > 0
  return (
    <>
      <div className="national-table">
        <table>
          <caption className="quiet">
            全国系统一侧取自“{of.listName}”（{of.listedOn} 导出）
          </caption>
          <thead>
            <tr>
              <th scope="col">项目</th>
              <th scope="col">台账</th>
              <th scope="col">全国系统</th>
              {acts ? <th scope="col">更正</th> : null}
            </tr>
          </thead>
          <tbody>
            {of.pairs.map((pair) => (
              <tr key={pair.field} className={pair.differs ? 'national-different' : ''}>
                <th scope="row">
                  {pair.zh}
                  {pair.differs ? <span className="national-mark">不一致</span> : null}
                </th>
                <td>{pair.ours ?? <span className="quiet">未登记</span>}</td>
                <td>{pair.theirs ?? <span className="quiet">名单未列</span>}</td>
                {acts ? (
                  <td>
                    {pair.correctable ? (
                      <Checkbox
                        aria-label={`更正${pair.zh}`}
                        checked={chosen.includes(pair.field)}
                        onChange={({ target }) =>
                          setChosen(target.checked ? [...chosen, pair.field] : chosen.filter((f) => f !== pair.field))
                        }
                      />
                    ) : null}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {acts ? (
        <p>
          <Button
            type="primary"
            disabled={fields.length === 0}
            loading={save.busy}
            onClick={() => save.run({ body: { target: { ids: [of.id] }, fields } })}
          >
            台账改为全国系统的值（{fields.length} 项）
          </Button>{' '}
          <span className="quiet">联系电话不自动更正，请向联系人核实后在账号全景中修改</span>
        </p>
      ) : null}
    </>
  )
}

/** Ready to be typed over there. */
function ForThere({ text }: { text: string }) {
  const message = useToast()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      message.success('已复制')
    } catch {
      message.error('浏览器不允许复制，请选中文字后手动复制')
    }
  }
  return (
    <section>
      <h3 className="national-sub">在全国系统更正</h3>
      <pre className="national-text">{text}</pre>
      <Button icon={<CopyOutlined />} onClick={() => void copy()}>
        复制更正内容
      </Button>
    </section>
  )
}
