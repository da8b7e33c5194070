/** Every failure we expect, in one table: code → HTTP status and what the user reads. */
export const errorTable = {
  NOT_SIGNED_IN: { status: 401, zh: '请先登录' },
  SIGN_IN_FAILED: { status: 401, zh: '用户名或密码不正确' },
  SECOND_FACTOR_NEEDED: { status: 401, zh: '请输入动态口令' },
  SECOND_FACTOR_WRONG: { status: 401, zh: '动态口令不正确或已使用过，请等待新口令后重试' },
  ACCOUNT_LOCKED: { status: 423, zh: '登录失败次数过多，账号已临时锁定' },
  USER_DISABLED: { status: 403, zh: '该用户已停用，请联系本单位安全管理员' },
  PASSWORD_CHANGE_NEEDED: { status: 403, zh: '首次登录须先修改密码' },
  PASSWORD_TOO_WEAK: { status: 422, zh: '新密码不符合要求' },
  OIDC_FAILED: { status: 401, zh: '统一身份认证未通过，请重试或改用密码登录' },
  CSRF_REFUSED: { status: 403, zh: '页面已过期，请刷新后重试' },
  FORBIDDEN: { status: 403, zh: '您没有办理此事项的权限' },
  CONTRACT_INVALID: { status: 403, zh: '本机构没有有效的委托合同或保密协议，暂不能访问（指南§5.2.5）' },
  NOT_FOUND: { status: 404, zh: '没有找到该记录' },
  INVALID_INPUT: { status: 422, zh: '填写内容有误，请检查后重新提交' },
  STATE_CONFLICT: { status: 409, zh: '该事项的状态已变化，请刷新后再办理' },
  VERSION_CONFLICT: { status: 409, zh: '该记录已被他人修改，请核对最新内容后再保存' },
  ALREADY_EXISTS: { status: 409, zh: '相同的记录已存在' },
  IN_USE: { status: 409, zh: '该记录仍被使用，不能删除或停用' },
  BUSY: { status: 409, zh: '同类任务正在进行，请稍后再试' },
  IDEMPOTENCY_MISMATCH: { status: 422, zh: '同一提交编号的内容不一致，请刷新页面后重新提交' },
  TOO_LARGE: { status: 413, zh: '提交的内容过大' },
  FILE_REFUSED: { status: 422, zh: '文件不能使用' },
  TOO_MANY_REQUESTS: { status: 429, zh: '操作过于频繁，请稍后再试' },
  ADMINS_SEPARATE: { status: 409, zh: '系统、安全、审计管理员须由三人分别担任' },
  NO_ONWARD_DELEGATION: { status: 422, zh: '受委托机构不得将运营业务再次转包（指南§5.2.5）' },
  CIRCULAR_REGION: { status: 422, zh: '区划的上级不能是其自身或下级' },
  MONTH_NOT_COMPLETE: { status: 422, zh: '所选周期尚未结束，不能考核' },
  IMPORT_RUNNING: { status: 409, zh: '有数据导入尚未完成，请待导入结束后再进行' },
  DATABASE_BUSY: { status: 503, zh: '系统正忙，请稍后重试' },
} as const

export type ErrorCode = keyof typeof errorTable

/** One field of a refused input: where it is and what to do about it. */
export type FieldError = { path: string; message: string }

/** A refusal we expect. `detail` is for the caller's program; `reason` replaces the table's message where more can be said. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: Record<string, unknown>
  readonly reason: string
  readonly errors: readonly FieldError[]

  constructor(
    code: ErrorCode,
    given: { reason?: string; errors?: readonly FieldError[]; detail?: Record<string, unknown> } = {},
  ) {
    super(given.reason ? `${code}: ${given.reason}` : code)
    this.code = code
    this.reason = given.reason ?? errorTable[code].zh
    this.errors = given.errors ?? []
    this.detail = given.detail ?? {}
  }
}
