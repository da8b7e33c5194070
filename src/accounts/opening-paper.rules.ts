import { thousands } from '../core/paper-text.rules.ts'
import { type OpeningField, type OpeningForm, openingFields, openingRows } from './opening-form.rules.ts'
import { platformZh, variants } from './platforms.rules.ts'

/** What somebody wrote when the paper was reviewed. */
export type PaperOpinion = { unitName: string; name: string; opinion: string; day: string }

/** What stands in a cell: a text, behind the name of its field where the cell holds several. */
export type PaperEntry = { zh: string | null; text: string }

/** A row of 表1 on paper. In 基本信息 the words have a cell of their own; elsewhere they head the cell they explain. */
export type PaperRow = { row: string; cell: string; kind: 'named' | 'explained'; entries: PaperEntry[] }

/** The part of 表1 whose rows are merged under one heading. */
export const basicPart = '基本信息'
/** The part that the head of the host unit signs, and the one that the supervisor fills. */
export const promisePart = { zh: '承诺栏', signature: '主要领导签字' }
/** In the narrow column its name breaks between the two words. */
export const supervisorPart = { zh: ['主管单位', '意见'], signature: '签字' } as const

/** Fields that 表1 has no place for and the reviewers must see, under the cell they belong to. */
const alongside: Partial<Record<string, readonly OpeningField[]>> = {
  账号类型: ['certifiedBody'],
  开设理由: ['twinReason'],
}

/** 表1 (§6.1.1) as it is printed, row for row, without the supervisor's. What nobody has filled in leaves no words. */
export function openingPaper(form: OpeningForm, unitName: string): PaperRow[] {
  return openingRows.map(({ row, cell, fields }) => {
    if (row !== basicPart) return { row, cell, kind: 'explained', entries: entriesOf(form, fields, 'labelled') }
    const own = cell === '单位名称' ? [{ zh: null, text: unitName }] : entriesOf(form, fields, 'bare')
    return { row, cell, kind: 'named', entries: [...own, ...entriesOf(form, alongside[cell] ?? [], 'labelled')] }
  })
}

function entriesOf(form: OpeningForm, fields: readonly OpeningField[], look: 'bare' | 'labelled'): PaperEntry[] {
  return fields
    .map((field) => ({ zh: look === 'labelled' ? openingFields[field].zh : null, text: fieldText(form, field) }))
    .filter(({ text }) => text !== '')
}

function fieldText(form: OpeningForm, field: OpeningField): string {
  switch (field) {
    case 'platform':
      return form.platform ? platformZh(form.platform, form.variant) : ''
    case 'variant':
      return form.variant && !form.platform ? variants[form.variant] : ''
    case 'budget':
      return thousands(form.budget)
    case 'followers':
    case 'postsPerMonth':
    case 'averageReads':
      return countText(form[field])
    default:
      return form[field]
  }
}

/** A pledged number with its thousands set apart; empty until it is given. */
export function countText(count: number | null): string {
  return count === null ? '' : thousands(String(count))
}
