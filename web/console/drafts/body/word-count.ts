/**
 * Words as offices count them: each Chinese character and mark is one, each run of letters or digits is one,
 * spaces are none.
 */
export function wordCount(text: string): number {
  return text.match(each)?.length ?? 0
}

const each = /\p{Script=Han}|[\p{L}\p{Nd}](?:(?!\p{Script=Han})[\p{L}\p{M}\p{Nd}'’.-])*|[^\s\p{L}\p{Nd}\p{M}]/gu
