import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import QRCode from 'qrcode'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../finding.ts'
import { readDocx } from './docx.ts'
import { readHtml } from './html.ts'
import { writeMarkedDocx } from './marked-docx.ts'
import { pictureSize } from './picture-size.ts'
import { readQrCodes } from './qr-codes.ts'
import { unreadableReasons } from './unreadable.ts'
import { extract, zipEntries } from './zip.ts'

describe('a Word document', () => {
  it('is read paragraph by paragraph, with tables, text boxes, notes and margins', () => {
    const { text } = readDocx(
      docx({
        'word/header1.xml': `<w:hdr ${ns}>${p('页眉')}</w:hdr>`,
        'word/header2.xml': `<w:hdr ${ns}>${p('页眉')}</w:hdr>`,
        'word/footer1.xml': `<w:ftr ${ns}>${p('')}${p('页脚')}</w:ftr>`,
        'word/footnotes.xml': `<w:footnotes ${ns}><w:footnote>${p('')}</w:footnote><w:footnote>${p('脚注')}</w:footnote></w:footnotes>`,
        'word/document.xml': body(
          p('标题'),
          `<w:p><w:r><w:t>第一</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${p('框中文字')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${p('框中文字')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>段</w:t></w:r></w:p>`,
          `<w:tbl><w:tr><w:tc>${p('甲')}</w:tc><w:tc>${p('乙')}</w:tc></w:tr></w:tbl>`,
        ),
      }),
    )
    expect(text).toBe('标题\n第一段\n框中文字\n甲\n乙\n脚注\n页眉\n页脚')
  })

  it('keeps what is inserted, drops what is deleted, and tells tabs from tab stops', () => {
    const { text } = readDocx(
      docx({
        'word/document.xml': body(
          '<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t xml:space="preserve"> 乙&amp;&#x4E19; </w:t><w:br/></w:r>' +
            '<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>',
        ),
      }),
    )
    expect(text).toBe('甲\t 乙&丙 \n新')
  })

  it('gives its pictures and where its links lead', () => {
    const { pictures, links } = readDocx(
      docx({
        'word/document.xml': body(p('文')),
        'word/media/image1.png': 'x',
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.example/?x=1&amp;y=2" TargetMode="External"/><Relationship Id="r2" Type="…/image" Target="media/image1.png"/></Relationships>',
      }),
    )
    expect(pictures.map(({ name }) => name)).toEqual(['image1.png'])
    expect(links).toEqual(['https://a.example/?x=1&y=2'])
  })

  const sound = docx({ 'word/document.xml': body(...Array.from({ length: 400 }, (_, i) => p(`第${i}段${i * 7919}`))) })

  it.each<[string, Uint8Array, keyof typeof unreadableReasons]>([
    ['nothing', new Uint8Array(), 'notDocx'],
    ['text', strToU8('不是文档'), 'notDocx'],
    ['an old .doc', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'oldWord'],
    ['its first half', sound.subarray(0, sound.length >> 1), 'truncated'],
    ['all but its last byte', sound.subarray(0, sound.length - 1), 'truncated'],
    ['two bytes', sound.subarray(0, 2), 'truncated'],
    ['another archive', zipSync({ 'a.txt': strToU8('a') }), 'noBody'],
    ['a body that is noise', withBody(sound, (packed) => packed.fill(0xff)), 'damaged'],
  ])('is refused when it is %s', (_what, bytes, reason) => {
    expect(() => readDocx(bytes)).toThrow(unreadableReasons[reason])
  })

  it('is refused when it is a bomb, however small it says it is', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(70 * 1024 * 1024) }, { level: 9 })
    expect(bomb.length).toBeLessThan(100_000)
    expect(() => readDocx(bomb)).toThrow(unreadableReasons.tooLarge)
    const [entry] = zipEntries(bomb)
    expect(() => extract(bomb, entry!, 1_000)).toThrow(unreadableReasons.tooLarge)
  })

  it('survives any single byte being wrong', () => {
    const small = docx({ 'word/document.xml': body(p('一'), p('二')) })
    fc.assert(
      fc.property(fc.nat(small.length - 1), fc.nat(255), (at, value) => {
        const bytes = small.slice()
        bytes[at] = value
        try {
          expect(typeof readDocx(bytes).text).toBe('string')
        } catch (error) {
          expect(error).toHaveProperty('name', 'UnreadableDocument')
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a page', () => {
  const whole = (source: string, part: string) => {
    const { text, spanOf } = readHtml(source)
    const at = text.indexOf(part)
    expect(at, `${part} in ${text}`).toBeGreaterThanOrEqual(0)
    const { start, end } = spanOf(at, at + part.length)
    return source.slice(start, end)
  }

  it.each([
    ['<p>用户帐号登录</p>', '帐号', '帐号'],
    ['<p>用户&#24080;号登录</p>', '帐号', '&#24080;号'],
    ['<p>用户&#x5E10;&#21495;登录</p>', '帐号', '&#x5E10;&#21495;'],
    ['<p>用户<b>帐</b>号登录</p>', '帐号', '帐</b>号'],
    ['<p>用户帐\n  号登录</p>', '帐号', '帐\n  号'],
    ['<p>甲&nbsp;&amp;乙</p>', '\u00a0&', '&nbsp;&amp;'],
    ['<p>甲<br>帐号</p>', '帐号', '帐号'],
    ['<img alt="扫描帐号&quot;一&quot;" src="a.png">后文', '帐号"一"', '帐号&quot;一&quot;'],
    [
      '<a title=\'帐号\' href="https://a.example/x?id=1&amp;p=2">看</a>',
      'a.example/x?id=1&p=2',
      'a.example/x?id=1&amp;p=2',
    ],
    ['<p>𠮷帐号</p>', '帐号', '帐号'],
    ['<p>&#x20BB7;帐号', '𠮷帐', '&#x20BB7;帐'],
    ['<title>帐号</title><body>', '帐号', '帐号'],
    ['<meta name="description" content="关于帐号">', '帐号', '帐号'],
  ])('leads back from %s', (source, part, written) => {
    expect(whole(source, part)).toBe(written)
  })

  it.each([
    ['<script>帐号</script><style>帐号</style><!-- 帐号 --><template>帐号</template>正文', '正文'],
    ['<div>甲</div><div>乙<span>丙</span></div>', '甲\n乙丙'],
    ['<table><tr><td>甲</td><td>乙</td></tr></table>', '甲\n乙'],
    ['<p>one\n  two</p>', 'one two'],
    ['<p>  甲 乙  </p>', '甲 乙'],
    ['<svg><title>图</title></svg>后', '后'],
    ['<meta property="og:title" content="题"><meta name="keywords" content="甲,乙">', '题'],
    ['<a href="/local">本站</a>', '本站'],
    ['甲 < 乙 && 丙', '甲 < 乙 && 丙'],
    ['', ''],
  ])('%s says %s', (source, text) => {
    expect(readHtml(source).text).toBe(text)
  })

  it('gives its own pictures', () => {
    expect(readHtml('<img src="data:image/png;base64,AAAA"><img src="b.png">').pictures).toEqual([
      'data:image/png;base64,AAAA',
    ])
  })

  it('leads every stretch of its text back into its source, in order', () => {
    const part = fc.constantFrom(
      '甲',
      '&#24080;',
      '&amp;',
      '<b>',
      '</b>',
      '<p>',
      '\n',
      ' ',
      'ab',
      '𠮷',
      '&',
      '<',
      '>',
      '<img alt="乙">',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const source = parts.join('')
        const { text, spanOf } = readHtml(source)
        for (let i = 0; i < text.length; i++) {
          const { start, end } = spanOf(i, i + 1)
          expect(start >= 0 && start <= end && end <= source.length).toBe(true)
          if ('甲乙ab𠮷'.includes(text[i]!)) expect(source.slice(start, end)).toBe(text[i])
        }
      }),
    )
  })

  it('reads 2 MB of nested and broken tags', () => {
    expect(readHtml('<div>'.repeat(400_000)).text).toBe('')
    expect(readHtml(`<a ${'&'.repeat(1_000_000)}`).text).toBe('')
  })
})

describe('QR codes in pictures', () => {
  const wasm = readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
  const binary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer

  it('are read', async () => {
    const png = await QRCode.toBuffer('https://s.example/优惠', { width: 300 })
    expect(await readQrCodes(png, binary)).toEqual({ texts: ['https://s.example/优惠'] })
  })

  it('are read again after a picture that is broken', async () => {
    const png = await QRCode.toBuffer('https://s.example/', { width: 200 })
    expect((await readQrCodes(png.subarray(0, 60), binary)).texts).toEqual([])
    expect((await readQrCodes(png.subarray(0, png.length >> 1), binary)).texts).toEqual([])
    expect(await readQrCodes(png, binary)).toEqual({ texts: ['https://s.example/'] })
  })

  it.each([
    ['text', strToU8('不是图片'), 'unknownFormat'],
    ['nothing', new Uint8Array(), 'unknownFormat'],
    ['a bomb', pngHead(60_000, 60_000), 'tooManyPixels'],
    ['a very long strip', pngHead(1_000_000, 1), 'tooManyPixels'],
    ['a head alone', pngHead(10, 10), 'broken'],
    ['no pixels', pngHead(0, 10), 'broken'],
  ])('are not looked for in %s', async (_what, bytes, refused) => {
    expect(await readQrCodes(bytes, binary)).toEqual({ texts: [], refused })
  })

  it('are in pictures whose head is read whatever the format', () => {
    expect(pictureSize(strToU8('GIF89a\x02\x01\x03\x00', true))).toEqual({ width: 258, height: 3 })
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 0, 5, 0, 9, 3, 0)
    expect(pictureSize(jpeg)).toEqual({ width: 9, height: 5 })
    expect(pictureSize(jpeg.subarray(0, 12))).toBeUndefined()
  })
})

describe('the marked document', () => {
  const text = '第一行帐号不对\n\n第三行\t无误'
  const finding: Finding = {
    ruleId: 'confusable.words#帐号',
    category: 'confusable',
    severity: 'minor',
    start: 3,
    end: 5,
    text: '帐号',
    suggestions: [],
    message: '“帐号”应为“账号”',
    why: '原因',
    basis: '依据甲',
  }

  it('says the same as the text where nothing is to be replaced', async () => {
    expect(readDocx(await writeMarkedDocx(text, [], '2026-01-01')).text).toBe(text)
    expect(readDocx(await writeMarkedDocx(text, [finding], '2026-01-01')).text).toBe(text)
  })

  it('replaces as a tracked change what has only one replacement, or a chosen one', async () => {
    const only = await writeMarkedDocx(text, [{ ...finding, suggestions: ['账号'] }], '2026-01-01')
    expect(readDocx(only).text).toBe(text.replace('帐号', '账号'))
    expect(part(only, 'word/document.xml')).toMatch(/<w:del [^>]*>.*帐号.*<w:ins [^>]*>.*账号/)
    const chosen = await writeMarkedDocx(
      text,
      [{ ...finding, suggestions: ['账号', '账户'], accepted: '账户' }],
      '2026-01-01',
    )
    expect(readDocx(chosen).text).toBe(text.replace('帐号', '账户'))
    const open = await writeMarkedDocx(text, [{ ...finding, suggestions: ['账号', '账户'] }], '2026-01-01')
    expect(readDocx(open).text).toBe(text)
    expect(part(open, 'word/comments.xml')).toContain('可改为：账号、账户')
  })

  it('explains every finding, also one of the whole text and one over the end of a line', async () => {
    const marked = await writeMarkedDocx(
      text,
      [
        { ...finding, start: 0, end: 0, text: '', message: '未注明来源' },
        { ...finding, start: 5, end: 11, text: text.slice(5, 11) },
      ],
      '2026-01-01',
    )
    expect(readDocx(marked).text).toBe(text)
    const comments = part(marked, 'word/comments.xml')
    expect(comments).toContain('【一般】未注明来源')
    expect(comments.match(/依据：依据甲/g)).toHaveLength(2)
  })

  it('takes out what XML cannot hold', async () => {
    const marked = await writeMarkedDocx('甲\u0000\u0008乙\ud800丙<&>', [], '2026-01-01')
    expect(readDocx(marked).text).toBe('甲乙\ufffd丙<&>')
  })
})

const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
function p(text: string) {
  return `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
}
function body(...paragraphs: string[]) {
  return `<?xml version="1.0" encoding="UTF-8"?><w:document ${ns}><w:body>${paragraphs.join('')}</w:body></w:document>`
}
function docx(files: Record<string, string>) {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])))
}
function withBody(archive: Uint8Array, spoil: (packed: Uint8Array) => void) {
  const bytes = archive.slice()
  const entry = zipEntries(bytes).find(({ name }) => name === 'word/document.xml')!
  const from = entry.headerAt + 30 + entry.name.length
  spoil(bytes.subarray(from, from + entry.packedSize))
  return bytes
}
function part(archive: Uint8Array, name: string) {
  const entry = zipEntries(archive).find((e) => e.name === name)!
  return new TextDecoder().decode(extract(archive, entry, 1_000_000))
}
function pngHead(width: number, height: number) {
  const bytes = new Uint8Array(64)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
  new DataView(bytes.buffer).setUint32(16, width)
  new DataView(bytes.buffer).setUint32(20, height)
  return bytes
}
