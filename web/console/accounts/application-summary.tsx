import { accountFields } from '../../../src/accounts/account-fields.rules.ts'
import { type ApplicationView, viewApplication } from '../../../src/accounts/applications.contract.ts'
import { applicationKinds, closureCauses, evidenceRoles } from '../../../src/accounts/lifecycle.rules.ts'
import { type OpeningField, openingFields, openingRows } from '../../../src/accounts/opening-form.rules.ts'
import { type PlatformName, platformZh, type Variant, variants } from '../../../src/accounts/platforms.rules.ts'
import { downloadFile } from '../../../src/files/files.contract.ts'
import { Download } from '../../ui/download.tsx'
import { numberText } from '../../ui/number-text.ts'
import { PageSkeleton } from '../../ui/page-skeleton.tsx'
import { useAsk } from '../../ui/queries.ts'
import { Fact, Section } from './profile-tab.tsx'
import './accounts.css'

/** What an application asks for, to be read by whoever decides: the form in words, and its evidence. */
export function ApplicationSummary({ id }: { id: string }) {
  const { data, error } = useAsk(viewApplication, { params: { id } }, { staleTime: 0 })
  if (error && !data) return <p role="alert">{error.message}</p>
  if (!data) return <PageSkeleton />
  const Content = contents[data.kind]
  return (
    <div className="application-summary">
      <Section title={`${applicationKinds[data.kind].zh}申请`}>
        <Fact of="申请编号">{data.number}</Fact>
        <Fact of="主办单位">{data.hostUnitName}</Fact>
        <Fact of="所属区划">{data.regionName}</Fact>
        {data.account ? <Fact of="账号">{`${data.account.name}（${data.account.ledgerNo}）`}</Fact> : null}
      </Section>
      <Content application={data} />
      <Evidence files={data.files} />
    </div>
  )
}

type Given = { application: ApplicationView }
const contents: Record<ApplicationView['kind'], (given: Given) => React.ReactNode> = {
  opening: Opening,
  filing: Filing,
  change: Change,
  closure: Closure,
}

const text = (value: unknown): string | null =>
  value === null || value === undefined || value === ''
    ? null
    : typeof value === 'number'
      ? numberText(value)
      : String(value)

/** 表1, in its own rows. */
function Opening({ application: { form, twins } }: Given) {
  const word = (field: OpeningField) =>
    field === 'platform' && form.platform
      ? platformZh(form.platform as PlatformName, (form.variant ?? null) as Variant | null) // 表1's own field
      : text(form[field])
  const rows = [...new Set(openingRows.map(({ row }) => row))]
  const beside: readonly OpeningField[] = ['certifiedBody', 'head']
  const fieldsOf = (row: string): OpeningField[] => [
    ...openingRows.filter((one) => one.row === row).flatMap((one): readonly OpeningField[] => one.fields),
    ...(row === '基本信息' ? beside : []),
  ]
  return (
    <>
      {rows.map((row) => (
        <Section key={row} title={row}>
          {fieldsOf(row)
            .filter((field) => field !== 'variant')
            .map((field) => (
              <Fact key={field} of={openingFields[field].zh} wide={openingFields[field].max > 200}>
                {word(field)}
              </Fact>
            ))}
        </Section>
      ))}
      {twins.length > 0 ? (
        <Section title="同类账号">
          <Fact of="已有账号" wide>
            {twins.map(({ name, ledgerNo }) => `${name}（${ledgerNo}）`).join('、')}
          </Fact>
          <Fact of={openingFields.twinReason.zh} wide>
            {text(form.twinReason)}
          </Fact>
        </Section>
      ) : null}
    </>
  )
}

/** The fields of a record that a form holds, each with its words; telephone numbers come masked. */
function recordRows(fields: Record<string, unknown>) {
  const names = Object.keys(accountFields) as (keyof typeof accountFields)[]
  return names.flatMap((name) => {
    const key = name.endsWith('Phone') ? `${name}Mask` : name
    return key in fields ? [{ key, zh: accountFields[name].zh }] : []
  })
}
const shown = (key: string, value: unknown) =>
  key === 'variant' && typeof value === 'string' && value in variants ? variants[value as Variant] : text(value)

function Filing({ application: { form, platform } }: Given) {
  return (
    <Section title="备案内容（指南§6.2）">
      <Fact of="平台">{platformZh(platform, (form.variant ?? null) as Variant | null)}</Fact>
      {recordRows(form)
        .filter(({ key }) => key !== 'variant')
        .map(({ key, zh }) => (
          <Fact key={key} of={zh}>
            {shown(key, form[key])}
          </Fact>
        ))}
    </Section>
  )
}

function Change({ application: { form, account } }: Given) {
  const fields = (form.fields ?? {}) as Record<string, unknown> // a change's form is of this shape
  const before = account?.recorded ?? {}
  return (
    <>
      <Section title="变更事项（指南§6.3）">
        {recordRows(fields).map(({ key, zh }) => (
          <Fact key={key} of={zh} wide>
            <span className="change-before">{shown(key, before[key]) ?? '未登记'}</span>
            <span> → </span>
            <strong>{shown(key, fields[key]) ?? '清空'}</strong>
          </Fact>
        ))}
      </Section>
      <Section title="变更原因">
        <Fact of="原因" wide>
          {text(form.reason)}
        </Fact>
      </Section>
    </>
  )
}

function Closure({ application: { form, cause } }: Given) {
  return (
    <>
      <Section title="注销原因">
        {cause ? <Fact of="依据">{`${closureCauses[cause].zh}（指南§${closureCauses[cause].clause}）`}</Fact> : null}
        <Fact of="原因" wide>
          {text(form.reason)}
        </Fact>
      </Section>
      <Section title="四个步骤（指南§6.4）">
        <Fact of="一、发布停更公告">{text(form.noticePostedOn)}</Fact>
        <Fact of="二、向平台申请注销">{text(form.platformAppliedOn)}</Fact>
        <Fact of="三、平台注销通过">{text(form.platformClosedOn)}</Fact>
        <Fact of="四、全国系统关停">{text(form.shutdownOn)}</Fact>
        <Fact of="办理进展" wide>
          {text(form.progress)}
        </Fact>
      </Section>
      <Section title="停更公告">
        <Fact of="公告链接" wide>
          {form.noticeUrl ? (
            <a href={String(form.noticeUrl)} target="_blank" rel="noreferrer noopener">
              {String(form.noticeUrl)}
            </a>
          ) : null}
        </Fact>
        <Fact of="公告全文" wide>
          {text(form.noticeText)}
        </Fact>
      </Section>
    </>
  )
}

function Evidence({ files }: { files: ApplicationView['files'] }) {
  return (
    <section className="account-section">
      <h2>材料</h2>
      {files.length === 0 ? <p className="quiet">没有附材料</p> : null}
      <ul className="evidence-list">
        {files.map(({ fileId, name, role }) => (
          <li key={fileId}>
            <span className="quiet">{evidenceRoles[role]}</span>
            <Download endpoint={downloadFile} args={{ params: { id: fileId } }} type="link">
              {name}
            </Download>
          </li>
        ))}
      </ul>
    </section>
  )
}
