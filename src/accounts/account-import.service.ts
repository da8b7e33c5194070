import { beijingDay } from '../core/clock.rules.ts'
import type { Work } from '../core/context.ts'
import { asSystem } from '../db/transact.ts'
import { type CellError, importKind, type Judgement } from '../imports/import-kind.ts'
import { changesBetween } from './account-changes.rules.ts'
import { type AccountFacts, accountFaults } from './account-fields.rules.ts'
import { type AccountImportRow, accountColumns, closestNames, parseAccount } from './account-import.rules.ts'
import {
  accountsHosted,
  accountsIdentified,
  accountsNumbered,
  hostsNamed,
  similarNames,
} from './account-import.store.ts'
import { changeFacts, enterAccounts, factsOf, nothingKnown } from './accounts.service.ts'
import type { HostUnit, StoredAccount } from './accounts.store.ts'

/** 账号台账: one row per account, found again by its ledger number, its ID on the platform, or its name and host. */
export const accountImport = importKind<AccountImportRow>({
  kind: 'account',
  zh: '账号台账',
  permission: 'account.manage',
  columns: accountColumns,
  parseOptions: () => ({}),
  parse: (cells, { today }) => parseAccount(cells, today),
  judge: async (work, rows) => (await judgeRows(work, rows)).map((judged) => judged.judgement),
  apply: async (work, rows) => applyRows(work, await judgeRows(work, rows)),
})

type Judged = { row: AccountImportRow; host: HostUnit | null; account: StoredAccount | null; judgement: Judgement }

async function applyRows(work: Work, judged: readonly Judged[]): Promise<void> {
  const fresh = judged.flatMap(({ row, host, judgement }) =>
    judgement.outcome === 'new' && host ? [{ facts: freshFacts(row, host), host }] : [],
  )
  await enterAccounts(work, fresh, { kind: 'imported', title: '导入登记' })
  for (const { row, host, account, judgement } of judged) {
    if (judgement.outcome !== 'changed' || !account || !host) continue
    await changeFacts(work, account, askedOf(row, host), { kind: 'imported', title: '导入修改' })
  }
}

const askedOf = ({ name, platform, facts }: AccountImportRow, host: HostUnit) => ({
  name,
  platform,
  hostUnitId: host.id,
  ...facts,
})
const freshFacts = (row: AccountImportRow, host: HostUnit): AccountFacts => ({ ...nothingKnown, ...askedOf(row, host) })

async function judgeRows(work: Work, rows: readonly AccountImportRow[]): Promise<Judged[]> {
  const { db, box, now } = work
  const hosts = await hostFinder(work, rows)
  const placed = rows.map((row) => ({ row, host: hosts(row) }))
  const find = await accountFinder(work, placed)
  const ids = rows.flatMap((row) => row.facts.platformAccountId ?? [])
  const holders = await asSystem(work, (wide) => accountsIdentified(wide.db, ids))
  const visible = new Map((await accountsIdentified(db, ids)).map((account) => [account.id, account]))
  const today = beijingDay(now)

  return placed.map(({ row, host }): Judged => {
    const refuse = (...errors: CellError[]): Judged => ({
      row,
      host: null,
      account: null,
      judgement: { outcome: 'error', errors },
    })
    if ('error' in host) return refuse(host.error)
    const found = find(row, host.unit)
    if ('error' in found) return refuse(found.error)
    const { account } = found
    const id = row.facts.platformAccountId
    const holder = holders.find((h) => h.platform === row.platform && h.platform_account_id === id)
    if (holder && holder.id !== account?.id) {
      const where = visible.has(holder.id) ? `台账编号 ${holder.ledger_no} 的账号` : '管理范围以外的账号'
      return refuse({ column: 'platformAccountId', message: `该账号ID已由${where}使用` })
    }
    if (!account) {
      const key = id ? `${row.platform}:${id}` : `${row.platform}:${row.name}:${host.unit.id}`
      return { row, host: host.unit, account, judgement: { outcome: 'new', key } }
    }
    const before = factsOf(account, box)
    const after = { ...before, ...askedOf(row, host.unit) }
    const faults = accountFaults(after, today)
    if (faults.length > 0) return refuse(...faults.map(({ path, message }) => ({ column: path, message })))
    const changes = changesBetween(before, after, { after: host.unit.name })
    const outcome = changes.length === 0 ? 'same' : 'changed'
    return { row, host: host.unit, account, judgement: { outcome, key: account.id } }
  })
}

type HostFound = { unit: HostUnit } | { error: CellError }

/** Which body a row names: its full name before its short one, and the region code where several are called so. */
async function hostFinder(
  work: Work,
  rows: readonly AccountImportRow[],
): Promise<(row: AccountImportRow) => HostFound> {
  const wanted = rows.map((row) => ({ name: row.hostUnit, regionCode: row.regionCode }))
  const units = await hostsNamed(work.db, wanted)
  const known = new Set(units.flatMap((unit) => [unit.name, unit.short_name]))
  const unknown = [...new Set(wanted.map((row) => row.name).filter((name) => !known.has(name)))]
  const suggestions = new Map<string, string[]>()
  // A file of nothing but unknown names is better served by its first errors than by a long wait.
  for (const name of unknown.slice(0, 30)) {
    suggestions.set(name, closestNames(name, await similarNames(work.db, name)))
  }
  return ({ hostUnit, regionCode }) => {
    const here = units.filter((unit) => regionCode === null || unit.region_code === regionCode)
    const full = here.filter((unit) => unit.name === hostUnit)
    const fitting = full.length > 0 ? full : here.filter((unit) => unit.short_name === hostUnit)
    const [unit] = fitting
    if (unit && fitting.length === 1) return { unit }
    if (fitting.length > 1) {
      const codes = fitting.map((u) => u.region_code).join('、')
      return { error: { column: 'regionCode', message: `有 ${fitting.length} 个单位同名，请填写区划代码（${codes}）` } }
    }
    if (known.has(hostUnit)) {
      return { error: { column: 'regionCode', message: `区划 ${regionCode} 没有名为“${hostUnit}”的单位` } }
    }
    const close = suggestions.get(hostUnit) ?? []
    const hint = close.length > 0 ? `，是否为：${close.join('、')}` : '，请先在“区域与单位”中登记'
    return { error: { column: 'hostUnit', message: `没有找到单位“${hostUnit}”${hint}` } }
  }
}

type AccountFound = { account: StoredAccount | null } | { error: CellError }

async function accountFinder(
  work: Work,
  placed: readonly { row: AccountImportRow; host: HostFound }[],
): Promise<(row: AccountImportRow, host: HostUnit) => AccountFound> {
  const { db } = work
  const rows = placed.map(({ row }) => row)
  const hosts = placed.flatMap(({ host }) => ('unit' in host ? [host.unit.id] : []))
  const byNumber = new Map(
    (
      await accountsNumbered(
        db,
        rows.flatMap((row) => row.ledgerNo ?? []),
      )
    ).map((account) => [account.ledger_no, account]),
  )
  const byId = Map.groupBy(
    await accountsIdentified(
      db,
      rows.flatMap((row) => row.facts.platformAccountId ?? []),
    ),
    (account) => `${account.platform}:${account.platform_account_id}`,
  )
  const byName = Map.groupBy(
    await accountsHosted(db, [...new Set(hosts)], [...new Set(rows.map((row) => row.name))]),
    (account) => `${account.platform}:${account.name}:${account.host_unit_id}`,
  )
  return ({ ledgerNo, platform, name, facts }, host) => {
    if (ledgerNo !== null) {
      const account = byNumber.get(ledgerNo)
      if (!account) {
        return { error: { column: 'ledgerNo', message: `没有台账编号 ${ledgerNo}；新账号请留空，由系统编号` } }
      }
      if (account.state === 'closed') return { error: { column: 'ledgerNo', message: `${ledgerNo} 已注销，不能修改` } }
      return { account }
    }
    const id = facts.platformAccountId
    const identified = id ? byId.get(`${platform}:${id}`)?.[0] : undefined
    if (identified) return { account: identified }
    // An account of the same name with another ID is another account.
    const named = (byName.get(`${platform}:${name}:${host.id}`) ?? []).filter(
      (account) => !id || account.platform_account_id === null,
    )
    if (named.length > 1) {
      const numbers = named.map((account) => account.ledger_no).join('、')
      return {
        error: {
          column: 'ledgerNo',
          message: `该单位在此平台有 ${named.length} 个同名账号（${numbers}），请填写台账编号`,
        },
      }
    }
    return { account: named[0] ?? null }
  }
}
