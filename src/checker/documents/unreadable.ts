/** Why a document cannot be read, in the words its owner reads. */
export const unreadableReasons = {
  notDocx: '不是有效的 Word 文档（.docx），请用 Word 或 WPS 重新另存后再试',
  truncated: 'Word 文档不完整，可能没有下载完或传输中断，请重新获取后再试',
  damaged: 'Word 文档已损坏，内容无法解开',
  oldWord: '是旧版 .doc 文档或加密的文档，请去除密码并另存为 .docx 后再试',
  noBody: '压缩包内没有 Word 正文，不是 .docx 文档',
  tooLarge: '解开后的内容超出上限，为防范压缩炸弹不予打开',
} as const
export type UnreadableReason = keyof typeof unreadableReasons

export type UnreadableDocument = Error & { name: 'UnreadableDocument'; reason: UnreadableReason }

export function unreadable(reason: UnreadableReason): UnreadableDocument {
  return Object.assign(new Error(unreadableReasons[reason]), { name: 'UnreadableDocument' as const, reason })
}

export function isUnreadable(error: unknown): error is UnreadableDocument {
  return error instanceof Error && error.name === 'UnreadableDocument'
}
