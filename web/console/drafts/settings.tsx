import { Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { licenceNames, licences, originKindNames, originKinds } from '../../../src/publishing/draft.rules.ts'
import { listCampaigns, listColumns } from '../../../src/publishing/plan.contract.ts'
import { classNames, contentClasses } from '../../../src/review/three-review.rules.ts'
import { useAsk } from '../../ui/queries.ts'
import { placeOf } from './draft-form.ts'
import { MediaFields } from './media-fields.tsx'
import { OneOf } from './one-of.tsx'
import { RouteWords } from './route-words.tsx'
import { ScheduleField } from './schedule-field.tsx'
import { Targets } from './targets.tsx'
import { TextField } from './text-field.tsx'
import type { DraftEditor } from './use-draft.ts'

export type SettingsGiven = { editor: DraftEditor; editable: boolean }

/** Everything of a manuscript beside its text: where it belongs, where from, where to and when. */
export function Settings({ editor, editable }: SettingsGiven) {
  const { form, view, write, place } = editor
  const columns = useAsk(listColumns, { query: { hostUnitId: view.hostUnitId } }, { staleTime: 60_000 })
  const campaigns = useAsk(listCampaigns, { query: { hostUnitId: view.hostUnitId } }, { staleTime: 60_000 })
  return (
    <div className="draft-settings">
      <div className="draft-field">
        <label htmlFor={placeOf('class')}>内容类别</label>
        <Select
          id={placeOf('class')}
          value={form.class}
          disabled={!editable}
          onChange={(chosen) => place({ class: chosen })}
          options={classNames.map((value) => ({ value, label: contentClasses[value].zh }))}
        />
        <div className="quiet">{contentClasses[form.class].hint}</div>
        <RouteWords of={form.class} hostUnitId={view.hostUnitId} />
      </div>
      <div id={placeOf('targets')} tabIndex={-1}>
        <Targets editor={editor} editable={editable} />
      </div>
      <ScheduleField
        value={form.content.scheduledAt}
        hostUnitId={view.hostUnitId}
        disabled={!editable}
        onChange={(scheduledAt) => write({ scheduledAt })}
      />
      <Origin editor={editor} editable={editable} />
      <MediaFields editor={editor} editable={editable} />
      <TextField
        path="author"
        label="作者"
        value={form.content.author}
        max={40}
        disabled={!editable}
        onChange={(author) => write({ author })}
      />
      <AddressField
        path="link"
        label="阅读原文链接"
        value={form.content.link}
        disabled={!editable}
        hint="微信的“阅读原文”；微博须附本单位网站的页面"
        onChange={(link) => write({ link })}
      />
      <div className="draft-field">
        <label htmlFor={placeOf('columnId')}>栏目</label>
        <OneOf
          id={placeOf('columnId')}
          value={form.columnId}
          rows={columns.data?.rows}
          placeholder="不归入栏目"
          disabled={!editable}
          onChange={(columnId) => place({ columnId: columnId ?? null })}
        />
      </div>
      <div className="draft-field">
        <label htmlFor={placeOf('campaignId')}>主题策划</label>
        <OneOf
          id={placeOf('campaignId')}
          value={form.campaignId}
          rows={campaigns.data?.rows}
          placeholder="不属于主题策划"
          disabled={!editable}
          onChange={(campaignId) => place({ campaignId: campaignId ?? null })}
        />
      </div>
    </div>
  )
}

/** Own, reprinted or compiled; of the latter two from whom and by what right (§8.1.2). */
function Origin({ editor: { form, write }, editable }: SettingsGiven) {
  const { origin } = form.content
  const change = (patch: Partial<typeof origin>) => write({ origin: { ...origin, ...patch } })
  const borrowed = origin.kind !== 'original'
  return (
    <fieldset className="draft-fieldset" id={placeOf('origin')} tabIndex={-1}>
      <legend>内容来源</legend>
      <Radio.Group
        value={origin.kind}
        disabled={!editable}
        onChange={({ target }) =>
          change(
            target.value === 'original'
              ? { kind: 'original', sourceName: '', sourceUrl: null, licence: 'none' }
              : { kind: target.value },
          )
        }
        options={originKindNames.map((value) => ({ value, label: originKinds[value] }))}
      />
      {borrowed ? (
        <>
          <TextField
            path="origin.sourceName"
            label="来源单位或媒体"
            value={origin.sourceName}
            max={100}
            disabled={!editable}
            placeholder="如：浙江发布"
            onChange={(sourceName) => change({ sourceName })}
          />
          <AddressField
            path="origin.sourceUrl"
            label="来源网址"
            value={origin.sourceUrl}
            disabled={!editable}
            onChange={(sourceUrl) => change({ sourceUrl })}
          />
          <div className="draft-field">
            <label htmlFor={placeOf('origin.licence')}>授权依据</label>
            <Select
              id={placeOf('origin.licence')}
              value={origin.licence}
              disabled={!editable}
              onChange={(licence) => change({ licence })}
              options={licenceNames.map((value) => ({
                value,
                label: value === 'none' ? '请选择' : licences[value],
              }))}
            />
          </div>
        </>
      ) : null}
    </fieldset>
  )
}

type AddressGiven = {
  path: string
  label: string
  value: string | null
  disabled: boolean
  hint?: string
  onChange: (value: string | null) => void
}

/** An address that is kept only while it is one; what is half typed stays in the field. */
export function AddressField({ path, label, value, disabled, hint, onChange }: AddressGiven) {
  const id = placeOf(path)
  const [typed, setTyped] = useState(value ?? '')
  const [seen, setSeen] = useState(value)
  if (value !== seen) {
    setSeen(value)
    if (value !== null || isAddress(typed)) setTyped(value ?? '')
  }
  const wrong = typed.trim() !== '' && !isAddress(typed)
  return (
    <div className="draft-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={typed}
        disabled={disabled}
        inputMode="url"
        maxLength={2048}
        placeholder="https://"
        {...(wrong ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${id}-fault` } : {})}
        onChange={({ target }) => {
          setTyped(target.value)
          const next = isAddress(target.value) ? target.value.trim() : null
          setSeen(next)
          onChange(next)
        }}
      />
      {wrong ? (
        <div id={`${id}-fault`} className="draft-fault">
          请填写以 http(s):// 开头的网址；未填完整前不保存此项
        </div>
      ) : hint ? (
        <div className="quiet">{hint}</div>
      ) : null}
    </div>
  )
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text.trim()) && URL.canParse(text.trim())
}
