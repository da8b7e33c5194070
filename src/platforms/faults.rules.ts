/**
 * What can go wrong at a platform, and what follows from it; each platform's own codes lead to one of these
 * (contracts of the platforms, error → action).
 */
// biome-ignore format: a table is read by columns
export const faultClasses = {
  tokenExpired: { zh: '授权令牌过期',     then: 'renew' },
  reauthorise:  { zh: '账号需重新授权',   then: 'person' },
  noCapability: { zh: '平台未开放此能力', then: 'person' },
  banned:       { zh: '账号被平台限制',   then: 'person' },
  rate:         { zh: '调用过于频繁',     then: 'retry' },
  quotaDay:     { zh: '当日额度用完',     then: 'tomorrow' },
  config:       { zh: '对接设置有误',     then: 'person' },
  input:        { zh: '内容不合平台要求', then: 'person' },
  notReady:     { zh: '平台尚未处理完',   then: 'retry' },
  transient:    { zh: '平台暂时不可用',   then: 'retry' },
  unreachable:  { zh: '连不上平台',       then: 'retry' },
} as const satisfies Record<string, { zh: string; then: 'renew' | 'person' | 'retry' | 'tomorrow' }>
export type FaultClass = keyof typeof faultClasses
export const faultClassNames = Object.keys(faultClasses) as [FaultClass, ...FaultClass[]]
