import { Checkbox } from 'antd'
import { variants } from '../../../src/accounts/platforms.rules.ts'
import { Evidence, useMayAttach } from './evidence.tsx'
import { Field, type FieldKind, textOf } from './field.tsx'
import { PhoneField } from './filing-form.tsx'
import { labelOf, type RecordField, recordFields, savedMask } from './form-values.ts'
import type { Editor } from './use-editor.ts'

const kinds: Partial<Record<RecordField, FieldKind>> = { variant: 'variant', openedOn: 'day', intro: 'text' }
const maxima: Partial<Record<RecordField, number>> = { name: 100, intro: 2000, url: 2000, certifiedBody: 200 }
const isPhone = (field: RecordField) => field === 'accountContactPhone' || field === 'unitContactPhone'

/** §6.3: what is to be changed, before and after side by side, and why. */
export function ChangeForm({ editor }: { editor: Editor }) {
  const { view, values } = editor
  const mayAttach = useMayAttach(view) && view.editable
  const recorded = view.account?.recorded ?? {}
  const offered = recordFields.filter((field) => field !== 'variant' || view.platform === 'wechat')
  const chosen = offered.filter((field) => `fields.${field}` in values)
  const editable = editor.canEdit('fields')
  const choose = (next: RecordField[]) => {
    const gone = chosen.filter((field) => !next.includes(field)).map((field) => `fields.${field}`)
    const added = next.filter((field) => !chosen.includes(field))
    if (gone.length > 0) editor.drop(gone)
    // What is on record is where the change begins; a telephone number is written anew.
    for (const field of added) editor.set(`fields.${field}`, isPhone(field) ? '' : (recorded[field] ?? ''))
  }
  const subject = chosen.includes('certifiedBody')
  return (
    <>
      <section className="application-part">
        <h2>变更事项（指南§6.3）</h2>
        {editable ? (
          <fieldset className="application-choice">
            <legend>请选择要变更的登记事项</legend>
            <Checkbox.Group
              value={chosen}
              onChange={(next) => choose(next as RecordField[])} // the options below
              options={offered.map((field) => ({ value: field, label: labelOf('change', field) }))}
            />
          </fieldset>
        ) : null}
        {chosen.length > 0 ? (
          <table className="change-paper">
            <thead>
              <tr>
                <th scope="col">事项</th>
                {view.state === 'done' ? null : <th scope="col">变更前（现登记）</th>}
                <th scope="col">变更后</th>
              </tr>
            </thead>
            <tbody>
              {chosen.map((field) => (
                <tr key={field}>
                  <th scope="row">{labelOf('change', field)}</th>
                  {view.state === 'done' ? null : <td data-label="变更前">{before(recorded, field)}</td>}
                  <td data-label="变更后">
                    {isPhone(field) ? (
                      <PhoneField editor={editor} path={`fields.${field}`} />
                    ) : (
                      <Field
                        editor={editor}
                        path={`fields.${field}`}
                        kind={kinds[field] ?? 'line'}
                        max={maxima[field] ?? 100}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        ) : (
          <p className="quiet">还没有选择变更事项。</p>
        )}
        {view.state === 'done' ? <p className="quiet">变更前的内容见账号全景的“历史”和“登记情况”。</p> : null}
        <Field editor={editor} path="reason" kind="text" needed max={1000} />
      </section>
      <section className="application-part">
        <h2>证明材料</h2>
        <Evidence
          view={view}
          of="subjectProof"
          open={mayAttach && subject}
          needed={subject}
          hint="变更认证主体（账号迁移）须附平台出具的主体变更证明"
        />
        <Evidence view={view} of="attachment" open={mayAttach} />
        {!mayAttach && view.files.length === 0 ? <p className="quiet">没有附件。</p> : null}
      </section>
    </>
  )
}

function before(recorded: Record<string, unknown>, field: RecordField) {
  const value = isPhone(field) ? savedMask({ kind: 'filing', form: recorded }, field) : recorded[field]
  const text = field === 'variant' ? (variants[value as keyof typeof variants] ?? '') : textOf('line', value)
  return text || <span className="quiet">未登记</span>
}
