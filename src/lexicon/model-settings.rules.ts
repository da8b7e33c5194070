export type ModelGiven = { on: boolean; url: string; model: string; allowInner: boolean }

/** Why a model cannot be asked at this address; null when it can. Drafts go there, so the public network is https alone. */
export function modelUrlRefusal(address: string, allowInner: boolean): string | null {
  if (!URL.canParse(address)) return '网址格式不正确，应如 http://10.0.0.8:8000/v1/chat/completions'
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '网址应以 http:// 或 https:// 开头'
  if (url.username || url.password) return '网址中不要写用户名和密码，密钥请填在“访问密钥”中'
  if (url.hash) return '网址中不要带 # 及其后的内容'
  if (!allowInner && url.protocol === 'http:') return '公网地址须使用 https；确在内网的，请打开“允许内网地址”'
  return null
}

/** What is missing for the model to be switched on, by field. */
export function modelSwitchFaults({ on, url, model }: ModelGiven): { path: string; message: string }[] {
  if (!on) return []
  return [
    ...(url === '' ? [{ path: 'url', message: '启用前请填写接口地址' }] : []),
    ...(model === '' ? [{ path: 'model', message: '启用前请填写模型名称' }] : []),
  ]
}

/** What the test asks about: one sentence of ours with one wrong character, so that no draft leaves for a test. */
export const testSentence = '各单位要认真贯彻落实会议精神，抓好工作布署。'
export const testMistake = '布署'
