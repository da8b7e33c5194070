/** Every failure we expect, in one table: code → HTTP status and what the user reads. */
export const errorTable = {
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
} as const

export type ErrorCode = keyof typeof errorTable

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly detail: Record<string, unknown>

  constructor(code: ErrorCode, detail: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.detail = detail
  }
}
