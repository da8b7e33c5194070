import { describe, expect, it } from 'vitest'
import { bodyForCopy, pictureName, placeOf } from './hand-over.ts'

const pictures = [
  { id: 'a1', name: '现场.jpg', alt: '现场' },
  { id: 'b2', name: '示意图.png', alt: '线路 > 示意' },
]

describe('the body that is copied', () => {
  it('says where each picture belongs, by its number', () => {
    const { html } = bodyForCopy({
      html: '<p>一</p><p><img data-picture="b2" alt="线路 &gt; 示意"></p><p>二</p><p><img alt="现场" data-picture="a1" /></p>',
      text: '一\n二',
      pictures,
    })
    expect(html).toBe(`<p>一</p><p>${placeOf(2)}</p><p>二</p><p>${placeOf(1)}</p>`)
  })

  it('leaves a body without pictures, and the plain text, as they were signed', () => {
    const given = { html: '<p>“一”<strong>二</strong></p>', text: '“一”二', pictures: [] }
    expect(bodyForCopy(given)).toEqual({ html: given.html, text: given.text })
  })

  it('drops a picture that does not go out', () => {
    expect(bodyForCopy({ html: '<p><img data-picture="c3" alt=""></p>', text: '', pictures }).html).toBe('<p></p>')
  })
})

it('names pictures in order, as every system can store them', () => {
  expect(pictureName(1, '现场.jpg')).toBe('01-现场.jpg')
  expect(pictureName(12, 'a/b:c?.png')).toBe('12-a_b_c_.png')
})
