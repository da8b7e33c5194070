import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { sanitize } from '../../publishing/sanitize.rules.ts'
import { bodyWithPictures } from './prepare.ts'

function picturesIn(html: string): Record<string, string>[] {
  const found: Record<string, string>[] = []
  new Parser({ onopentag: (name, attributes) => name === 'img' && found.push(attributes) }).end(html)
  return found
}

const quoted = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')

describe('the pictures of a body', () => {
  it('get the address that the platform gave and keep what describes them, whatever that says', () => {
    const alt = fc.string({
      unit: fc.constantFrom('图', 'a', '"', '>', '<', '&', "'", ' ', '/', '$1', '$&', 'data-picture="x"'),
    })
    const address = fc.constantFrom(
      'https://mmbiz.qpic.cn/a/640?wx_fmt=png&from=appmsg',
      'https://mmbiz.qpic.cn/$&/0',
      'https://a/"b',
    )
    fc.assert(
      fc.property(alt, fc.uuid(), address, (text, id, url) => {
        const { html } = sanitize(`<p>前</p><p><img data-picture="${id}" alt="${quoted(text)}"></p><p>后</p>`)
        const kept = picturesIn(html)[0]?.alt
        const body = bodyWithPictures(html, (asked) => (asked === id ? url : null)) ?? ''
        expect(picturesIn(body)).toEqual([{ src: url, alt: kept }])
        expect(body.replace(/<img.*?>(?=<\/p>)/s, '')).toBe('<p>前</p><p></p><p>后</p>')
      }),
    )
  })

  it('must all be there', () => {
    const html = '<img data-picture="a" alt=""><img data-picture="b" alt="">'
    expect(bodyWithPictures(html, (id) => (id === 'a' ? 'https://x/1' : null))).toBeNull()
    expect(bodyWithPictures('<img alt="">', () => 'https://x/1')).toBeNull()
    expect(bodyWithPictures('<p>文</p>', () => null)).toBe('<p>文</p>')
  })
})
