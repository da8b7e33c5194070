import { describe, expect, it } from 'vitest'
import { emptyContent } from '../../../src/publishing/content.rules.ts'
import { contentFor, refusalsFor, withPictures, writtenOf } from './preview-content.ts'

const id = '0b3f8f2e-7c1d-4e59-9d7c-3c6c7d1a0f11'
const content = {
  ...emptyContent,
  title: '停水通知',
  html: `<p>周一停水。</p><img data-picture="${id}" alt="管网图">`,
  targets: [{ accountId: 'a', title: '另一标题', digest: null, html: null }],
}

describe('the preview of one account', () => {
  it('has its own title and the rest of the manuscript', () => {
    expect(contentFor(content, 'a')).toMatchObject({ title: '另一标题', html: content.html })
    expect(contentFor(content, 'b').title).toBe('停水通知')
  })

  it('counts pictures and words as the platform gets them', () => {
    expect(writtenOf(content)).toMatchObject({ pictures: 1, cover: false, text: '周一停水。' })
  })

  it('says what the platform would refuse: 微信 without a cover, 微博 without a link', () => {
    expect(refusalsFor(content, 'wechat').map(({ field }) => field)).toContain('cover')
    expect(refusalsFor(content, 'weibo').map(({ field }) => field)).toContain('link')
  })

  it('refuses a title of 65 characters on 微信, and takes one of 64', () => {
    const withCover = { ...content, coverId: id }
    expect(refusalsFor({ ...withCover, title: '题'.repeat(64) }, 'wechat')).toEqual([])
    expect(refusalsFor({ ...withCover, title: '题'.repeat(65) }, 'wechat').map(({ field }) => field)).toEqual(['title'])
  })

  it('shows pictures from the store and from nowhere else', () => {
    expect(withPictures(content.html)).toContain(`src="/api/media/${id}/content"`)
    expect(withPictures('<img data-picture="javascript:alert(1)">')).not.toContain('src=')
  })
})
