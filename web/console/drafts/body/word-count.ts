/**
 * Words as offices count them: each Chinese character and mark is one, each run of letters or digits is one,
 * spaces are none.
 */
export function wordCount(text: string): number {
  return text.match(/[\p{L}\p{N}](?:(?![\p{Script=Han}])[\p{L}\p{M}\p{N}'’.-])*|[^\s\p{L}\p{N}\p{M}]/gu)?.length ?? 0
}
