import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it, test } from 'vitest'
import { textOf } from './html-text.rules.ts'
import { oneLine } from './plain-text.rules.ts'
import { longestHtml, paragraphs, sanitize, webAddress } from './sanitize.rules.ts'
import { xssPayloads } from './testdata/xss.ts'

const allowedTags = new Set(
  'p h1 h2 h3 h4 strong em u s ul ol li blockquote hr br a img table thead tbody tfoot tr th td caption span section sub sup'.split(
    ' ',
  ),
)
const allowedAttributes: Record<string, RegExp> = {
  href: /^https?:\/\/[^@]*$/,
  rel: /^noopener noreferrer$/,
  target: /^_blank$/,
  'data-picture': /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  alt: /^[^\n]*$/,
  colspan: /^\d{1,2}$/,
  rowspan: /^\d{1,2}$/,
  style: /^((text-align|color|background-color|font-weight):[a-z0-9#(),]+;?)+$/,
}

/** What a text holds that is not allowed, read by a parser that knows nothing of the sanitiser. */
function foreignIn(html: string): string[] {
  const found: string[] = []
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (!allowedTags.has(tag)) found.push(`<${tag}>`)
      for (const [name, value] of Object.entries(attributes)) {
        if (!allowedAttributes[name]?.test(value)) found.push(`${tag} ${name}="${value}"`)
      }
    },
    oncomment: (text) => found.push(`<!--${text}`),
    onprocessinginstruction: (name) => found.push(`<${name}`),
  })
  parser.end(html)
  return found
}

describe('the sanitiser', () => {
  it('knows at least sixty ways in', () => {
    expect(new Set(xssPayloads).size).toBeGreaterThanOrEqual(60)
  })

  test.each(xssPayloads.map((payload) => [payload]))('leaves nothing that runs of %s', (payload) => {
    for (const html of [
      payload,
      `<p>前${payload}后</p>`,
      `<table><tr><td>${payload}`,
      `<p title="${payload}">文</p>`,
    ]) {
      const { html: clean } = sanitize(html)
      expect(foreignIn(clean)).toEqual([])
      expect(sanitize(clean)).toEqual({ html: clean, removed: [] })
      // Seen by a browser in a title, an author or a file's name, it is characters and nothing else.
      expect(foreignIn(paragraphs(payload))).toEqual([])
    }
    expect(oneLine(payload)).not.toMatch(/[\p{Cc}\u202a-\u202e]/u)
  })

  const kept: [string, string][] = [
    ['<p style="text-align: center">居中</p>', '<p style="text-align:center">居中</p>'],
    ['<p style="color:#F00; font-family:宋体">红</p>', '<p style="color:#f00">红</p>'],
    ['<span style="color: RGB(1, 2, 3)">色</span>', '<span style="color:rgb(1,2,3)">色</span>'],
    ['<b>粗</b><i>斜</i><del>删</del>', '<strong>粗</strong><em>斜</em><s>删</s>'],
    ['<div class="x"><h5 id="y">题</h5></div>', '<section><h4>题</h4></section>'],
    ['<span lang="EN-US" style="mso-bidi:1">字<o:p></o:p></span>', '字'],
    ['<td colspan="2" rowspan="1" width="9">格</td>', '<td colspan="2">格</td>'],
    ['a &lt;b&gt; &amp; "c"', 'a &lt;b&gt; &amp; "c"'],
    [
      '<a href="HTTP://www.gov.cn/x?a=1&amp;b=2">网</a>',
      '<a href="http://www.gov.cn/x?a=1&amp;b=2" rel="noopener noreferrer" target="_blank">网</a>',
    ],
    ['<a href="#top">顶</a>', '顶'],
    [
      '<img data-picture="0AB00000-0000-7000-8000-000000000000" src="x" width="9" alt=" 图\n一 ">',
      '<img data-picture="0ab00000-0000-7000-8000-000000000000" alt="图 一" />',
    ],
  ]
  test.each(kept)('makes of %s what articles need', (given, html) => {
    expect(sanitize(given)).toEqual({ html, removed: [] })
  })

  const told: [string, string[]][] = [
    ['<p onclick="x()">文</p><script>1</script>', ['脚本']],
    ['<p style="background:url(https://x.test/1)">文</p>', ['外部样式']],
    ['<img src="https://x.test/1.png">', ['外站图片']],
    ['<img src="file:///C:/1.png"><img src="data:image/png;base64,AA">', ['本机图片', '未上传的图片']],
    ['<iframe src="https://v.test"></iframe><video src="x"></video>', ['嵌入的页面', '嵌入的播放器']],
    ['<a href="javascript:1">文</a>', ['不安全的链接']],
    ['<p class="MsoNormal" style="mso-margin:1">文</p>', []],
  ]
  test.each(told)('says of %s what it took out', (given, removed) => {
    expect(sanitize(given).removed).toEqual(removed)
  })

  it('changes nothing the second time, whatever it is given', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...xssPayloads,
        '<li><x>',
        '<p>',
        '</p>',
        '<td>',
        '<table>',
        '<b>',
        '</i>',
        '<!--',
        '<a href=http://a.cn>',
      ),
      fc.constantFrom(
        '<span style="color:red">',
        '&#x338;',
        '&lt',
        '>',
        '"',
        "'",
        '正文',
        '\u0301',
        '\u202e',
        '\ud800',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { html } = sanitize(pieces.join(''))
        expect(foreignIn(html)).toEqual([])
        expect(sanitize(html)).toEqual({ html, removed: [] })
      }),
      { numRuns: 400 },
    )
  })

  it('takes a paste of five megabytes with two thousand pictures, and keeps the words', () => {
    const picture = '<!--[if gte vml 1]><v:shape><v:imagedata src="file:///1.png"/></v:shape><![endif]-->'
    const shown = '<![if !vml]><img width=1 src="file:///C:/image001.png" v:shapes="x"><![endif]>'
    const noise = `<span lang=EN-US style="mso-fareast-font-family:宋体;${'mso-spacerun:yes;'.repeat(120)}">`
    const line = (n: number) =>
      `<p class=MsoNormal style="text-indent:21pt">${noise}${picture}${shown}第${n}段正文</span><o:p></o:p></p>\n`
    const word = `<html xmlns:v="x"><head><style>p{}</style><xml><w:x>1</w:x></xml></head><body>${Array.from({ length: 2000 }, (_, n) => line(n)).join('')}</body>`
    expect(word.length).toBeGreaterThan(4_500_000)
    const { html, removed } = sanitize(word)
    expect(removed).toEqual(['样式表', '本机图片'])
    expect(textOf(html).split('\n')).toHaveLength(2000)
    expect(html.length).toBeLessThan(100_000)
  })

  it.each([
    ['depth', `${'<b>'.repeat(100_000)}深处`],
    ['marks', `${'<'.repeat(700_000)}文`],
    ['length', `<p>${'长'.repeat(1_200_000)}</p>`],
  ])('keeps what it can of a text without end in %s, and says so', (_what, given) => {
    const { html, removed } = sanitize(given)
    expect(html.length).toBeLessThanOrEqual(longestHtml)
    expect(removed.length).toBeGreaterThan(0)
    expect(foreignIn(html)).toEqual([])
  })

  it.each([
    ['https://www.gov.cn/a b', 'https://www.gov.cn/a%20b'],
    ['ftp://x.test/', null],
    ['https://', null],
    ['https://user@x.test/', null],
  ])('reads the address %s as %s', (given, address) => {
    expect(webAddress(given)).toBe(address)
  })
})
