// The first that fits: every browser also claims to be others.
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/i, '微信'],
  [/DingTalk/i, '钉钉'],
  [/Edg\//, 'Edge 浏览器'],
  [/QQBrowser/i, 'QQ 浏览器'],
  [/360SE|360EE/i, '360 浏览器'],
  [/Firefox\//, 'Firefox 浏览器'],
  [/Chrome\//, 'Chrome 浏览器'],
  [/Safari\//, 'Safari 浏览器'],
]
const systems: readonly [RegExp, string][] = [
  [/HarmonyOS/i, '鸿蒙'],
  [/Android/, '安卓'],
  [/iPhone|iPad/, '苹果手机或平板'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]

/** What a person would call the device, from what its browser says of itself. */
export function deviceName(userAgent: string): string {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '其他程序'
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  return system ? `${browser}（${system}）` : browser
}
