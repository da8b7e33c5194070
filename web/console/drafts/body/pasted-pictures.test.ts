import { describe, expect, it } from 'vitest'
import { fileOf, takePictures } from './pasted-pictures.ts'

const place = (n: number) => `p${n}`
const png = 'data:image/png;base64,iVBORw0KGgo='

describe('the pictures of a paste', () => {
  it('with their bytes in the text are taken, each leaving its place', () => {
    const taken = takePictures(`<p>一</p><img src="${png}" alt="图"><p>二</p><img alt='乙' src='${png}'>`, place)
    expect(taken.html).toBe('<p>一</p><img data-picture="p0" alt=""><p>二</p><img data-picture="p1" alt="">')
    expect(taken.pictures.map(({ alt }) => alt)).toEqual(['图', '乙'])
  })

  it('of other sites are named and left out, those of the disk counted', () => {
    const taken = takePictures(
      '<img src="https://mmbiz.example/a.png"><img data-src="//b.example/b.jpg"><img src="file:///C:/x.png">文',
      place,
    )
    expect(taken.html).toBe('文')
    expect(taken.foreign).toEqual(['https://mmbiz.example/a.png', '//b.example/b.jpg'])
    expect(taken.local).toBe(1)
  })

  it('of our own store stay', () => {
    const own = '<img data-picture="0b3f8f2e-7c1d-4e59-9d7c-3c6c7d1a0f11" alt="甲">'
    expect(takePictures(own, place)).toMatchObject({ html: own, pictures: [] })
  })

  it('are no drawings that can hold scripts', () => {
    const taken = takePictures('<img src="data:image/svg+xml;base64,PHN2Zz4=">', place)
    expect(taken).toMatchObject({ html: '', pictures: [], local: 1 })
  })

  it('end where their tag does, whatever its attributes hold', () => {
    expect(takePictures(`<img alt="a > b" src="${png}">c`, place).html).toBe('<img data-picture="p0" alt="">c')
    expect(takePictures('文<img src="https://a.example/', place)).toMatchObject({ html: '文' })
  })

  it('are found in five megabytes with two thousand of them', () => {
    const one = `<p>段落</p><img src="data:image/png;base64,${'A'.repeat(2500)}">`
    const taken = takePictures(one.repeat(2000), place)
    expect(taken.pictures).toHaveLength(2000)
    expect(taken.html.length).toBeLessThan(120_000)
  })

  it('become files with the name and kind they have', async () => {
    const file = fileOf(png, '粘贴的图片1')
    expect([file.name, file.type, file.size]).toEqual(['粘贴的图片1.png', 'image/png', 8])
  })
})
