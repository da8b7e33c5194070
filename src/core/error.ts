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
  FILE_EMPTY: { status: 422, zh: '文件中没有数据' },
  FILE_TOO_LARGE: { status: 413, zh: '文件过大，请拆分后分次上传' },
  FILE_UNSUPPORTED: { status: 415, zh: '无法识别该文件，请上传 .xlsx、.xls 或 .csv 表格' },
  FILE_ENCRYPTED: { status: 422, zh: '文件已加密，请取消打开密码后重新上传' },
  FILE_DAMAGED: { status: 422, zh: '文件已损坏或不完整，请用表格软件重新另存后上传' },
  FILE_MALFORMED: { status: 422, zh: '文件内容的格式有误，请按提示修改后重新上传' },
  FILE_ENCODING: { status: 422, zh: '无法识别文件的文字编码，请另存为 UTF-8 或 GB18030 编码后上传' },
  FILE_HAS_MACRO: { status: 422, zh: '文件含有宏，请另存为不含宏的 .xlsx 后上传' },
  FILE_HAS_EXTERNAL_LINK: { status: 422, zh: '文件引用了其他工作簿，请将公式粘贴为数值后上传' },
  FILE_HAS_EMBEDDED_OBJECT: { status: 422, zh: '文件嵌有其他文件或控件，请删除嵌入的对象后上传' },
  FILE_HAS_DOCTYPE: { status: 422, zh: '文件含有不允许的实体声明（DOCTYPE），已拒绝读取' },
  FILE_HAS_ARCHIVE: { status: 422, zh: '文件内又夹带了压缩包，已拒绝读取' },
  FILE_UNSAFE_ENTRY: { status: 422, zh: '文件内部结构异常（条目重名、重叠或路径越界），已拒绝读取' },
  FILE_BOMB: { status: 422, zh: '文件解压后过大或压缩比异常，已拒绝读取' },
  FILE_TOO_MANY_ROWS: { status: 422, zh: '表格行数超过上限，请拆分后分次上传' },
  FILE_TOO_MANY_COLUMNS: { status: 422, zh: '表格列数超过上限，请删除无关的列后上传' },
  FILE_TOO_MUCH_TEXT: { status: 422, zh: '表格内容超过上限，请拆分后分次上传' },
  FILE_SHEET_MISSING: { status: 422, zh: '文件中没有指定的工作表' },
  FILE_TOO_COMPLEX: { status: 422, zh: '读取该文件所需的内存或时间超过上限，请拆分后分次上传' },
  TOO_MANY_REQUESTS: { status: 429, zh: '操作过于频繁，请稍后再试' },
  REASON_MISSING: { status: 422, zh: '退回稿件须指明不合格的审核要素' },
  ADMINS_SEPARATE: { status: 409, zh: '系统、安全、审计管理员须由三人分别担任' },
  NO_ONWARD_DELEGATION: { status: 422, zh: '受委托机构不得将运营业务再次转包（指南§5.2.5）' },
  CIRCULAR_REGION: { status: 422, zh: '区划的上级不能是其自身或下级' },
  MONTH_NOT_COMPLETE: { status: 422, zh: '所选周期尚未结束，不能考核' },
  IMPORT_RUNNING: { status: 409, zh: '有数据导入尚未完成，请待导入结束后再进行' },
  CHECK_TOO_LONG: { status: 422, zh: '文本检查超过时限，请将文本分段后再检查' },
  DATABASE_BUSY: { status: 503, zh: '系统正忙，请稍后重试' },
} as const

export type ErrorCode = keyof typeof errorTable

/** One field of a refused input: where it is and what to do about it. */
export type FieldError = { path: string; message: string }

/** What is known of a refusal: `reason` says more than the table's message, `errors` names fields, the rest is for the caller's program. */
export type ErrorDetail = { reason?: string; errors?: readonly FieldError[]; [key: string]: unknown }

/** A refusal we expect. Never put secrets or personal data into `detail`. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: ErrorDetail

  constructor(code: ErrorCode, detail: ErrorDetail = {}) {
    super(detail.reason ? `${code}: ${detail.reason}` : code)
    this.code = code
    this.detail = detail
  }

  /** What the user reads. */
  get reason(): string {
    return this.detail.reason ?? errorTable[this.code].zh
  }
}
