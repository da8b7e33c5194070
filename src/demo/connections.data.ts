/**
 * The keys with which the demonstration's accounts are known to its emulated platforms: invented, of no use anywhere
 * else, and the same in every demonstration.
 */
export const demoKeys = {
  wechat: { appId: 'wx-yanshi-linxi-jiaoyu', secret: 'yanshi-wechat-secret' },
  weibo: { appId: 'yanshi-weibo-app', uid: '7900000001', token: 'yanshi-weibo-token' },
  douyin: {
    appId: 'yanshi-douyin-app',
    secret: 'yanshi-douyin-secret',
    openId: 'yanshi-open-id',
    refreshToken: 'yanshi-douyin-refresh',
  },
} as const
