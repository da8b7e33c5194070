type Page =
  | { platform: string; gone: string }
  | { platform: string; title: string; by: string; at: Date; html: string; source: string }

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

const time = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' })

/** Nothing of what a caller has sent runs, sends forms or sees what belongs to the place where the emulator is served. */
const policy =
  "sandbox allow-popups allow-top-navigation-by-user-activation; default-src 'none'; img-src *; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

/** A published article as its readers find it. */
export function articlePage(page: Page, status = 200): Response {
  return new Response(htmlOf(page), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  })
}

function htmlOf(page: Page): string {
  const title = 'gone' in page ? page.gone : page.title
  const main =
    'gone' in page
      ? `<p class="gone">${escapeHtml(page.gone)}</p>`
      : `<h1>${escapeHtml(page.title)}</h1><p class="by">${escapeHtml(page.by)} · ${time.format(page.at)}</p><article>${page.html}</article>${
          /^https?:/.test(page.source)
            ? `<p><a href="${escapeHtml(page.source)}" rel="noreferrer">阅读原文</a></p>`
            : ''
        }`
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title><style>body{margin:0;background:#f2f2f2;color:#1a1a1a;font:17px/1.75 system-ui,"Noto Sans CJK SC",sans-serif}main{max-width:677px;margin:0 auto;padding:20px 16px 48px;background:#fff;min-height:90vh}h1{font-size:22px;line-height:1.4}.by,.note{color:#5f5f5f;font-size:14px}.gone{padding:96px 0;text-align:center}img{max-width:100%;height:auto}p{overflow-wrap:anywhere}</style></head>
<body><main><p class="note">${escapeHtml(page.platform)}模拟页面，仅供演示和测试</p>${main}</main></body></html>`
}

/** Where an account's administrator agrees; the link leads back with the code. */
export function consentPage(platform: string, redirect: string, back: Record<string, string>): Response {
  const target = URL.canParse(redirect) ? new URL(redirect) : null
  if (!target || !/^https?:$/.test(target.protocol)) return articlePage({ platform, gone: '回调地址不正确' }, 422)
  for (const [name, value] of Object.entries(back)) if (value) target.searchParams.set(name, value)
  return articlePage({
    platform,
    title: '授权登录',
    by: '授权后，申请方可以代您发布内容',
    at: new Date(),
    html: `<p><a href="${escapeHtml(target.href)}">同意授权</a></p>`,
    source: '',
  })
}
