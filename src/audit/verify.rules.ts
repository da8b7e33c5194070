/** What can be wrong with the chain, and how it is said. */
export const faults = {
  altered: '内容与校验值不符，记录被改动',
  removed: '记录缺失，被删除',
  duplicated: '同一序号有多条记录，被插入',
  unlinked: '与前一条记录衔接不上，记录被插入、调换或改写',
  truncated: '链尾记录缺失，被截断',
  beyondHead: '链尾之后另有记录，被插入或链尾被改写',
  headChanged: '链尾校验值与最后一条记录不符',
  anchorMismatch: '与此前留存的锚点不符，审计链被整体改写',
  anchorBeyond: '此前留存的锚点之后的记录缺失，审计链被截断或回退',
  anchorForged: '锚点文件中有不是本系统写入的内容',
} as const
export type FaultKind = keyof typeof faults

/** An entry as its neighbours see it. */
export type ChainLink = { seq: number; hash: string }
type Row = { seq: number; prev_hash: string; hash: string; whole: boolean }

/** What is wrong with the entry that follows `before`; null when nothing is. `computed` is the hash of what it says. */
export function linkFault(before: ChainLink, row: Row, computed: string): FaultKind | null {
  if (row.seq === before.seq) return 'duplicated'
  if (row.seq !== before.seq + 1) return 'removed'
  if (row.prev_hash !== before.hash) return 'unlinked'
  return row.hash === computed && row.whole ? null : 'altered'
}
