import type { Finding } from '../checker/finding.ts'
import { AppError } from '../core/error.ts'
import { type Elements, elementNames, elementOf, reviewElements } from './elements.rules.ts'
import { graveNeed, graveStateOf, mayRelease, requestLength } from './grave.rules.ts'
import type { ReviewAction } from './review.rules.ts'
import type { ReviewLevel } from './three-review.rules.ts'

/** A finding as a reviewer meets it: with the key by which it is released. */
export type KeyedFinding = Finding & { key: string }

export type SheetFacts = {
  level: ReviewLevel | null
  action: ReviewAction
  opinion: string
  /** What she handed in; null when nothing. */
  sheet: {
    hash: string
    elements: Partial<Elements>
    releases: readonly { key: string; reason: string }[]
  } | null
  /** Of the content as it stands. */
  hash: string
  findings: readonly KeyedFinding[]
  released: ReadonlySet<string>
}

/** What a reviewer's sheet comes to. Throws with the words that she reads when it cannot stand (§8.2.2). */
export function judgeSheet(facts: SheetFacts): { elements: Partial<Elements>; releases: readonly Released[] } {
  const { sheet, hash, level, action, findings, released } = facts
  if (!sheet) throw refused('sheet', '请打开审稿单，逐项核对七项审核要素后再办理')
  if (sheet.hash !== hash) {
    throw new AppError('VERSION_CONFLICT', { reason: '稿件内容与您打开时不同，请刷新后核对最新内容再签署' })
  }
  if (sheet.releases.length > 0 && !mayRelease(level, action)) {
    throw new AppError('FORBIDDEN', { reason: '只有三审同意时可以放行严重问题，并须说明理由' })
  }
  const open = findings.filter(({ severity, key }) => severity === 'grave' && !released.has(key))
  const graves = findings.filter(({ severity }) => severity === 'grave').map(({ key }) => key)
  const need = graveNeed(level, graveStateOf(graves, released), action)
  if (need === 'failedElement') refuseWithoutFault(sheet.elements)
  else refuseUnlessPassed(sheet.elements)
  if (need === 'request') refuseUnasked(facts, sheet.elements, open)
  const releases = releasesOf(sheet.releases, open)
  if (need === 'release') refuseOpen(open, releases)
  return { elements: sheet.elements, releases }
}

export type Released = { finding: KeyedFinding; reason: string }

/** Each release beside the finding it is for. */
function releasesOf(given: readonly { key: string; reason: string }[], open: readonly KeyedFinding[]): Released[] {
  const keys = new Set<string>()
  return given.map(({ key, reason }, n) => {
    const finding = open.find((one) => one.key === key)
    if (!finding) throw refused(`sheet.releases.${n}`, '所放行的问题不是本稿未处理的严重问题，请刷新后再办理')
    if (keys.has(key)) throw refused(`sheet.releases.${n}`, `“${finding.text}”重复放行`)
    keys.add(key)
    return { finding, reason }
  })
}

/** To send a manuscript back is to say what is wrong with it. */
function refuseWithoutFault(elements: Partial<Elements>): void {
  if (!elementNames.some((name) => elements[name]?.verdict === 'failed')) throw new AppError('REASON_MISSING')
}

function refuseUnlessPassed(elements: Partial<Elements>): void {
  const missing = elementNames.filter((name) => !elements[name])
  if (missing.length > 0) throw refused('sheet.elements', `请核对${zhOf(missing)}要素`)
  const failed = elementNames.filter((name) => elements[name]?.verdict === 'failed')
  if (failed.length > 0) throw refused('sheet.elements', `${zhOf(failed)}要素不合格，不能同意；请退回修改`)
}

/** 一审, 二审 and a further look may not let it pass; they may ask 三审 to, and then say why. */
function refuseUnasked(facts: SheetFacts, elements: Partial<Elements>, open: readonly KeyedFinding[]): void {
  if ([...facts.opinion.trim()].length < requestLength) {
    const reason = `有 ${open.length} 处严重问题未处理（${quoted(open)}），请退回修改；确需保留的，请在意见中写明提请三审放行的理由（至少 ${requestLength} 个字）`
    throw new AppError('INVALID_INPUT', { reason, errors: [{ path: 'opinion', message: reason }] })
  }
  const unsaid = elementNames.filter(
    (name) => open.some(({ category }) => elementOf(category) === name) && !elements[name]?.note.trim(),
  )
  if (unsaid.length > 0) {
    throw refused('sheet.elements', `${zhOf(unsaid)}要素有严重问题未处理，认定合格的须写明依据`)
  }
}

function refuseOpen(open: readonly KeyedFinding[], releases: readonly Released[]): void {
  const left = open.filter(({ key }) => !releases.some(({ finding }) => finding.key === key))
  if (left.length === 0) return
  const reason = `有 ${left.length} 处严重问题未处理（${quoted(left)}），须逐处写明放行理由，或退回修改`
  throw new AppError('INVALID_INPUT', { reason, errors: [{ path: 'sheet.releases', message: reason }] })
}

function refused(path: string, message: string): AppError {
  return new AppError('INVALID_INPUT', { reason: message, errors: [{ path, message }] })
}

const zhOf = (names: readonly (keyof Elements)[]) => names.map((name) => reviewElements[name].zh).join('、')

/** The first few findings by their words. */
function quoted(findings: readonly KeyedFinding[]): string {
  const words = findings.slice(0, 3).map(({ text }) => `“${text}”`)
  return `${words.join('、')}${findings.length > 3 ? '等' : ''}`
}

/** Why a sheet cannot stand, in the words and at the fields that the server would answer; null when it can. */
export function sheetRefusal(facts: SheetFacts): { code: string; reason: string; path: string } | null {
  try {
    judgeSheet(facts)
    return null
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { code: error.code, reason: error.reason, path: error.detail.errors?.[0]?.path ?? 'sheet.elements' }
  }
}
