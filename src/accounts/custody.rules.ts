import type { FieldError } from '../core/error.ts'

/** What of an account somebody must keep (§5.2.3 安全保障：账号及密码保管机制). */
export const custodyItems = {
  password: { zh: '登录密码', hint: '写明密封备份存放处，不要写密码本身' },
  phone: { zh: '注册手机及 SIM 卡', hint: '写明手机、SIM 卡存放处' },
  admin: { zh: '平台管理员身份', hint: '在平台上绑定为管理员的人员' },
} as const
export type CustodyItem = keyof typeof custodyItems
export const custodyItemNames = Object.keys(custodyItems) as [CustodyItem, ...CustodyItem[]]

const named = /(密码|口令|验证码|pass\s*word|passwd|pwd|pin)\s*(为|是|[:：=])\s*\S/i
/** A run as only secrets are written: eight or more, of letters, figures and signs together. */
const run = /[\x21-\x7e]{8,}/g

/**
 * Why a text looks as if it held a secret; null when it does not. Custody says where a secret is kept and by whom: the
 * secret itself has no place in any system.
 */
export function secretRefusal(text: string): string | null {
  const refusal = '疑似写入了密码或验证码。这里只登记由谁保管、存放在哪里，不得登记密码本身'
  if (named.test(text)) return refusal
  const classes = (part: string) => [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((one) => one.test(part)).length
  return (text.match(run) ?? []).some((part) => classes(part) >= 3) ? refusal : null
}

export function secretFaults(texts: Readonly<Record<string, string | null>>): FieldError[] {
  return Object.entries(texts).flatMap(([path, text]) => {
    const message = text && secretRefusal(text)
    return message ? [{ path, message }] : []
  })
}

/** What is still to be done about an item, and why; null when it is in order. */
export const custodyTodos = {
  missing: { zh: '未登记保管人', tone: 'soon', next: '请登记保管人' },
  keeperGone: { zh: '保管人已离岗、调离或合同到期', tone: 'grave', next: '请交接给在岗人员，并在平台上修改密码' },
  unconfirmed: { zh: '待接收人确认', tone: 'busy', next: '接收人当面清点后确认' },
} as const
export type CustodyTodo = keyof typeof custodyTodos

export function custodyTodo(given: { kept: boolean; keeperGone: boolean; inTransfer: boolean }): CustodyTodo | null {
  if (!given.kept) return 'missing'
  if (given.inTransfer) return 'unconfirmed'
  return given.keeperGone ? 'keeperGone' : null
}

type Kept = { item: CustodyItem; keeperId: string }

/** Why these items cannot be handed to this person; null when they can. One form has one giver and one receiver. */
export function transferRefusal(given: {
  items: readonly CustodyItem[]
  kept: readonly Kept[]
  inTransfer: readonly string[]
  toId: string
}): FieldError | null {
  const missing = given.items.find((item) => !given.kept.some((one) => one.item === item))
  if (missing) return { path: 'items', message: `“${custodyItems[missing].zh}”还没有登记保管人，请直接登记` }
  const busy = given.items.find((item) => given.inTransfer.includes(item))
  if (busy) return { path: 'items', message: `“${custodyItems[busy].zh}”已在交接中，请先确认或撤回` }
  const keepers = new Set(given.kept.filter(({ item }) => given.items.includes(item)).map(({ keeperId }) => keeperId))
  if (keepers.size > 1) return { path: 'items', message: '所选事项由不同的人保管，请分别办理交接' }
  if (keepers.has(given.toId)) return { path: 'toUserId', message: '接收人就是现在的保管人' }
  return null
}

export const transferStates = {
  open: { zh: '待接收人确认', tone: 'busy' },
  confirmed: { zh: '已交接', tone: 'done' },
  withdrawn: { zh: '已撤回', tone: 'ended' },
} as const
export type TransferState = keyof typeof transferStates

export const shiftRoles = { leader: { zh: '带班领导' }, officer: { zh: '值班员' } } as const
export type ShiftRole = keyof typeof shiftRoles
