/**
 * What can go wrong at a platform, and what follows from it; each platform's own codes lead to one of these
 * (contracts of the platforms, error → action).
 */
// biome-ignore format: a table is read by columns
export const faultClasses = {
  tokenExpired: { zh: '授权令牌过期',     next: 'renew' },
  reauthorise:  { zh: '账号需重新授权',   next: 'person' },
  noCapability: { zh: '平台未开放此能力', next: 'person' },
  banned:       { zh: '账号被平台限制',   next: 'person' },
  rate:         { zh: '调用过于频繁',     next: 'retry' },
  quotaDay:     { zh: '当日额度用完',     next: 'tomorrow' },
  config:       { zh: '对接设置有误',     next: 'person' },
  input:        { zh: '内容不合平台要求', next: 'person' },
  notReady:     { zh: '平台尚未处理完',   next: 'retry' },
  transient:    { zh: '平台暂时不可用',   next: 'retry' },
  unreachable:  { zh: '连不上平台',       next: 'retry' },
} as const satisfies Record<string, { zh: string; next: 'renew' | 'person' | 'retry' | 'tomorrow' }>
export type FaultClass = keyof typeof faultClasses
export const faultClassNames = Object.keys(faultClasses) as [FaultClass, ...FaultClass[]]
