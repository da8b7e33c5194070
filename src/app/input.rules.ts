const deepest = 50

/**
 * What no schema looks for and no database takes: NUL and half a character in a text, and nesting without end, on
 * which a later step would exhaust the stack. Null when the value may be parsed.
 */
export function textFault(value: unknown): string | null {
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { value: one, depth } = next
    if (typeof one === 'string') {
      if (!isText(one)) return '含有无效字符，请删除后重试'
    } else if (typeof one === 'object' && one !== null) {
      if (depth === deepest) return '内容嵌套过深'
      for (const [key, inner] of Object.entries(one)) {
        if (!isText(key)) return '含有无效字符，请删除后重试'
        open.push({ value: inner, depth: depth + 1 })
      }
    }
  }
  return null
}

function isText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed()
}
