import { type PlatformName, platformNames, platforms } from '../accounts/platforms.rules.ts'
import { type Choice, parseChoice, parseText } from '../core/sheet/cells.rules.ts'
import type { CellError, ImportColumn } from '../imports/import-kind.ts'

type Platform = PlatformName

/** What else people and back ends call the platforms; the first name stands in the ledger's own table. */
const synonyms: Record<Platform, readonly string[]> = {
  wechat: ['微信', '政务微信', '公众号', '订阅号', '服务号'],
  weibo: ['政务微博', '新浪微博'],
  toutiao: ['头条', '头条号', '政务头条', '政务头条号'],
  douyin: ['抖音号', '政务抖音'],
  channels: ['微信视频号'],
  kuaishou: ['快手号'],
  bilibili: ['哔哩哔哩', 'bilibili'],
  miniProgram: ['微信小程序'],
  app: ['客户端', 'APP'],
  other: [],
}

const platformChoices: readonly Choice<Platform>[] = platformNames.map((value) => ({
  value,
  zh: platforms[value].zh,
  synonyms: synonyms[value],
}))

/** How a row says which account it is about. */
export type AccountRef = { ledgerNo?: string; platformAccountId?: string; name?: string; platform?: Platform }

/** What is known of an account that a row may be about. */
export type KnownAccount = {
  id: string
  ledgerNo: string
  name: string
  platform: Platform
  platformAccountId: string | null
  closedOn: string | null
}

export const accountColumns: readonly ImportColumn[] = [
  {
    key: 'ledgerNo',
    zh: '台账编号',
    synonyms: ['编号', '账号编号'],
    required: false,
    hint: '台账中的编号；填了就不必填账号名称',
  },
  {
    key: 'accountName',
    zh: '账号名称',
    synonyms: ['账号', '公众号名称', '公众号', '昵称', '账号昵称', '微博昵称', '头条号名称', '抖音昵称', '新媒体名称'],
    required: false,
    hint: '与台账一致的全称',
  },
  {
    key: 'platform',
    zh: '平台',
    synonyms: ['平台类型', '所属平台', '账号类型', '账号平台'],
    required: false,
    hint: '同名账号在几个平台都有时必填',
    choices: platformChoices.map(({ zh }) => zh),
  },
  {
    key: 'platformAccountId',
    zh: '账号ID',
    synonyms: ['平台账号ID', '原始ID', '微信号', '微博UID', 'UID', '抖音号', '账号id'],
    required: false,
    hint: '平台上的账号ID，可不填',
  },
]

/** Which account a row names; `chosen` when the upload form names one for the whole file. */
export function parseAccountRef(
  cells: Record<string, string>,
  chosen: unknown,
): { ref: AccountRef | null; errors: CellError[] } {
  const errors: CellError[] = []
  const text = (key: string): string | null => {
    const cell = parseText(cells[key] ?? '', { max: 100 })
    if ('value' in cell) return cell.value
    errors.push({ column: key, message: cell.error })
    return null
  }
  const [ledgerNo, platformAccountId, name] = [text('ledgerNo'), text('platformAccountId'), text('accountName')]
  const platform = parseChoice(cells.platform ?? '', platformChoices)
  if ('error' in platform) errors.push({ column: 'platform', message: platform.error })
  if (!ledgerNo && !platformAccountId && !name) {
    if (typeof chosen === 'string') return { ref: null, errors }
    errors.push({
      column: 'accountName',
      message: '没有写明是哪个账号：请填写台账编号或账号名称，或在上传时选定账号',
    })
  }
  const found = 'value' in platform ? platform.value : null
  const ref: AccountRef = {
    ...(ledgerNo ? { ledgerNo } : {}),
    ...(platformAccountId ? { platformAccountId } : {}),
    ...(name ? { name } : {}),
    ...(found ? { platform: found } : {}),
  }
  return { ref, errors }
}

/** The accounts by what a row may call them. */
export type AccountIndex = ReturnType<typeof indexAccounts>

export function indexAccounts(accounts: readonly KnownAccount[]) {
  return {
    byLedgerNo: new Map(accounts.map((account) => [account.ledgerNo, account])),
    byPlatformId: Map.groupBy(accounts, ({ platformAccountId }) => platformAccountId ?? ''),
    byName: Map.groupBy(accounts, ({ name }) => name),
  }
}

/**
 * The one account that a row means. Accounts of others are not among `known`, and the answer about them is the same as
 * about accounts that do not exist.
 */
export function matchAccount(ref: AccountRef, known: AccountIndex): { account: KnownAccount } | { error: CellError } {
  if (ref.ledgerNo !== undefined) {
    const account = known.byLedgerNo.get(ref.ledgerNo)
    if (!account) return notFound('ledgerNo', `编号“${ref.ledgerNo}”`)
    if (ref.name !== undefined && ref.name !== account.name) {
      const message = `台账编号“${ref.ledgerNo}”是“${account.name}”，与账号名称“${ref.name}”不符`
      return { error: { column: 'accountName', message } }
    }
    return onPlatform([account], ref, 'ledgerNo', `编号“${ref.ledgerNo}”`)
  }
  if (ref.platformAccountId !== undefined) {
    const found = known.byPlatformId.get(ref.platformAccountId) ?? []
    return onPlatform(found, ref, 'platformAccountId', `账号ID“${ref.platformAccountId}”`)
  }
  return onPlatform(known.byName.get(ref.name ?? '') ?? [], ref, 'accountName', `“${ref.name}”`)
}

function onPlatform(found: readonly KnownAccount[], ref: AccountRef, column: string, shown: string) {
  const fitting = ref.platform === undefined ? found : found.filter(({ platform }) => platform === ref.platform)
  const open = fitting.filter(({ closedOn }) => closedOn === null)
  // A closed account's name may be in use again; the closed one is meant only when it is the only one.
  const candidates = open.length > 0 ? open : fitting
  const [account] = candidates
  if (!account) return notFound(column, shown)
  if (candidates.length === 1) return { account }
  const message = `${shown}有 ${candidates.length} 个同名账号，请填写平台或台账编号`
  return { error: { column, message } }
}

function notFound(column: string, shown: string): { error: CellError } {
  return { error: { column, message: `没有找到账号${shown}，请核对名称、平台或编号，并确认属于本人可办理的范围` } }
}
