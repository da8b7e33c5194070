import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readPaper } from '../core/paper.fixture.ts'
import { platformNames } from './platforms.rules.ts'
import { isStopNoticeTemplate, stopNoticeLines, stopNoticeText } from './stop-notice.rules.ts'
import { stopNoticeDocument } from './stop-notice-document.ts'

/** §6.4, as the Guide prints it. */
const template = [
  '关于注销 XX 账号的停更公告',
  '根据浙江省基层政务新媒体规范化建设有关要求，我单位政务微信（微博/抖音）“×××”决定于202×年×月×日起停止更新并申请注销。由此给您带来不便，敬请谅解。',
  '感谢您的一路相伴！',
  '××市××县（市、区）××（部门、乡镇、街道）',
  '202×年×月×日',
]

const notice = {
  platform: 'wechat',
  accountName: '清溪政务',
  unitName: '云岚市清溪县政务服务管理办公室',
  day: '2026-10-09',
} as const

describe('§6.4 the stop notice', () => {
  test.each([
    ['wechat', '政务微信'],
    ['weibo', '政务微博'],
    ['douyin', '政务抖音'],
    ['toutiao', '政务头条'],
    ['channels', '政务新媒体（视频号）'],
  ] as const)('is the template of the Guide, filled in for %s', (platform, zh) => {
    const expected = template.map((line) =>
      line
        .replace(' XX ', '清溪政务')
        .replace('政务微信（微博/抖音）', zh)
        .replace('×××', '清溪政务')
        .replace('202×年×月×日', '2026年10月9日')
        .replace('××市××县（市、区）××（部门、乡镇、街道）', notice.unitName),
    )
    const lines = stopNoticeText({ ...notice, platform })
      .split('\n')
      .filter((line) => line !== '')
    expect(lines).toEqual(expected)
  })

  it('has a word for every platform', () => {
    for (const platform of platformNames) {
      expect(stopNoticeText({ ...notice, platform })).toMatch(/我单位政务[^“]+“清溪政务”决定于/)
    }
  })

  it('is the template still on whichever day it was drafted, and its own once a word has changed', () => {
    const { day: _, ...about } = notice
    for (const day of ['2026-01-01', '2026-10-09', '2026-12-31', '2028-02-29']) {
      expect(isStopNoticeTemplate(stopNoticeText({ ...about, day }), about)).toBe(true)
    }
    const text = stopNoticeText(notice)
    for (const changed of ['', `${text}\n`, text.replace('敬请谅解', '请谅解'), text.replace('9日起', '8日起')]) {
      expect(isStopNoticeTemplate(changed, about)).toBe(false)
    }
    expect(isStopNoticeTemplate(text, { ...about, platform: 'weibo' })).toBe(false)
  })

  it('is told apart into title, text and signature', () => {
    const kinds = stopNoticeLines(stopNoticeText(notice)).map(({ kind }) => kind)
    expect(kinds).toEqual(['title', 'text', 'text', 'signature', 'signature'])
  })

  test.each([
    ['', []],
    ['停更公告', ['title']],
    ['停更公告\n本号停更。\n谢谢', ['title', 'text', 'text']],
    // Too short to hold text and a signature: the date stays where its author put it.
    ['停更公告\n本号停更。\n2026年10月9日', ['title', 'text', 'text']],
    ['停更公告\n本号停更。\n清溪县\n 2026 年 10 月 9 日 ', ['title', 'text', 'signature', 'signature']],
    ['停更公告\n本号停更。\n清溪县\n二〇二六年十月', ['title', 'text', 'text', 'text']],
  ])('keeps every line of an edited text: %j', (text, kinds) => {
    const lines = stopNoticeLines(text)
    expect(lines.map(({ kind }) => kind)).toEqual(kinds)
    expect(lines.map((line) => line.text)).toEqual(text.split('\n').filter((line) => line !== ''))
  })

  it('comes as a Word document with the words of the text', async () => {
    const text = stopNoticeText(notice).replace('感谢', '再次感谢')
    const read = await readPaper(await stopNoticeDocument({ text, unitName: '清溪县', demo: false }))
    const said = (words: string) => words.split('\n').filter((line) => line !== '')
    expect(said(read.text)).toEqual(said(text))
    expect(read.parts.get('docProps/core.xml')).toContain('关于注销清溪政务账号的停更公告')
  })

  it('comes as a document that opens, whatever was typed', async () => {
    const typed = fc.string({ unit: 'binary', maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(typed, async (text) => {
        const read = await readPaper(await stopNoticeDocument({ text, unitName: text, demo: true }))
        const said = (words: string) => words.replace(/\s/g, '')
        expect(said(read.text)).toBe(
          said(
            stopNoticeLines(text)
              .map((line) => line.text)
              .join(''),
          ),
        )
      }),
      { numRuns: 40 },
    )
  })
})
