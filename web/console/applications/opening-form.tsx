import { Link } from '@tanstack/react-router'
import { type OpeningField, openingFields, openingRows } from '../../../src/accounts/opening-form.rules.ts'
import { Evidence, useMayAttach } from './evidence.tsx'
import { Field, type FieldKind } from './field.tsx'
import type { Editor } from './use-editor.ts'

type Look = { kind?: FieldKind; unit?: string; extra?: string; placeholder?: string; rows?: number }

/** How the fields of 表1 are filled in; every other one is a longer text. */
const looks: Partial<Record<OpeningField, Look>> = {
  name: { kind: 'line' },
  platform: { kind: 'platform' },
  variant: { kind: 'variant' },
  certifiedBody: { kind: 'line', extra: '单位全称；内设处（科）室和个人不得作为账号主体或认证主体（指南§6.1.2）' },
  leader: { kind: 'line', placeholder: '姓名、职务' },
  head: { kind: 'line', extra: '承诺栏由主要领导签字，签字后的承诺函在下方上传' },
  budget: { kind: 'line', unit: '元', placeholder: '如 12000.00，没有经费填 0' },
  budgetSource: { kind: 'line', placeholder: '如 部门预算' },
  budgetNote: { kind: 'text', rows: 2 },
  followers: { kind: 'count', unit: '人' },
  postsPerMonth: { kind: 'count', unit: '条/月' },
  averageReads: { kind: 'count', unit: '次' },
  pledgeNote: { kind: 'text', rows: 2 },
}

/** 表1 as the Guide prints it: its rows in its order, with what belongs in each. */
export function OpeningForm({ editor }: { editor: Editor }) {
  const { view, values } = editor
  const mayAttach = useMayAttach(view) && view.editable
  const groups = [...Map.groupBy(openingRows, ({ row }) => row)]
  const field = (name: OpeningField) => {
    if (name === 'variant' && values.platform !== 'wechat') return null
    const { zh, max, needed } = openingFields[name]
    const look = looks[name] ?? {}
    const set = name === 'platform' ? withoutVariant(editor) : editor
    return (
      <Field
        key={name}
        editor={set}
        path={name}
        label={zh}
        max={max}
        needed={needed || name === 'variant'}
        kind="text"
        {...look}
      />
    )
  }
  return (
    <>
      <table className="opening-sheet">
        <caption>账号开设申请表</caption>
        <tbody>
          {groups.flatMap(([row, cells]) =>
            cells.map(({ cell, fields }, n) => (
              <tr key={cell}>
                {n === 0 ? (
                  <th scope="rowgroup" rowSpan={cells.length} className="opening-row">
                    {row}
                  </th>
                ) : null}
                {row === '基本信息' ? (
                  <>
                    <th scope="row" className="opening-cell">
                      {cell}
                    </th>
                    <td className={fields.length === 1 ? 'opening-only' : ''}>
                      {cell === '单位名称' ? view.hostUnitName : fields.map(field)}
                    </td>
                  </>
                ) : (
                  <td colSpan={2}>
                    <p className="opening-words">{cell}</p>
                    <div className="application-fields">
                      {fields.map(field)}
                      {row === '承诺栏' ? field('head') : null}
                    </div>
                  </td>
                )}
              </tr>
            )),
          )}
          <tr>
            <th scope="row" className="opening-row">
              主管单位意见
            </th>
            <td colSpan={2}>
              {view.opinions.map(({ unitName, name, opinion, day }) => (
                <p key={`${unitName} ${name} ${day}`} className="application-text">
                  {opinion}　<span className="quiet">{`${unitName}　${name}　${day}`}</span>
                </p>
              ))}
              {view.opinions.length === 0 ? (
                <span className="quiet">
                  {view.reviewId ? '尚未作出决定，见下方审核过程' : '提交后由主管单位审核填写'}
                </span>
              ) : null}
            </td>
          </tr>
        </tbody>
      </table>
      <section className="application-part">
        <h2>认证主体与同类账号</h2>
        {field('certifiedBody')}
        {view.twins.length > 0 ? (
          <div className="application-twins">
            <p>本单位在该平台已有同类账号：</p>
            <ul>
              {view.twins.map(({ id, ledgerNo, name }) => (
                <li key={id}>
                  <Link to={`/accounts/${id}` as '/'}>{name}</Link>（{ledgerNo}）
                </li>
              ))}
            </ul>
            <Field
              editor={editor}
              path="twinReason"
              kind="text"
              needed
              max={openingFields.twinReason.max}
              label="为什么还要再开设一个"
              extra="至少 10 个字，供主管单位审核"
            />
          </div>
        ) : (
          <p className="quiet">
            {values.platform ? '本单位在该平台没有同类账号。' : '选择平台后，这里列出本单位已有的同类账号。'}
          </p>
        )}
      </section>
      <section className="application-part">
        <h2>承诺函与附件</h2>
        <Evidence
          view={view}
          of="pledge"
          open={mayAttach}
          needed
          hint="主要领导签字的扫描件或照片；图片、PDF、docx，不超过 20 MiB（指南§6.1.2）"
        />
        <Evidence view={view} of="attachment" open={mayAttach} />
        {!mayAttach && view.files.length === 0 ? <p className="quiet">没有附件。</p> : null}
      </section>
    </>
  )
}

/** Only WeChat has kinds of account: with another platform the kind goes. */
function withoutVariant(editor: Editor): Editor {
  return {
    ...editor,
    set: (path, value) =>
      editor.saver.change({ ...editor.saver.form, [path]: value, ...(value === 'wechat' ? {} : { variant: null }) }),
  }
}
