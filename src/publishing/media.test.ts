import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Caller, type TestApp, testApp } from '../app/testing.ts'
import type { MediaView } from './media.contract.ts'
import { addedDraft, answerOf, refusalOf, saveChange } from './testing.ts'

let t: TestApp
let editor: Caller
beforeAll(async () => {
  t = await testApp()
  editor = await t.as('editor')
})
afterAll(() => t.close())

const solid = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } } })
const png = () => solid(40, 30).png().toBuffer()
const upload = (by: Caller, file: { name: string; bytes: Uint8Array }, fields: Record<string, string> = {}) =>
  by.upload('/api/media', file, { kind: 'picture', ...fields })
const kept = async (file: { name: string; bytes: Uint8Array }, fields: Record<string, string> = {}) =>
  (await answerOf(await upload(editor, file, fields))) as MediaView
const bytesOf = async (by: Caller, id: string) =>
  Buffer.from(await (await by.get(`/api/media/${id}/content`)).arrayBuffer())
const text = (words: string) => new TextEncoder().encode(words)

describe('a picture', () => {
  it('is kept with its size and told by its bytes, whatever it is called', async () => {
    const media = await kept({ name: '封面<b>\u202e.jpeg', bytes: await png() }, { alt: '红色\n封面' })
    expect(media).toMatchObject({
      ...{ kind: 'picture', name: '封面_b_.png', mediaType: 'image/png', width: 40, height: 30, alt: '红色 封面' },
    })
    const answer = await editor.get(`/api/media/${media.id}/content`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(answer.headers.get('content-disposition')).toMatch(/^inline; /)
    expect((await sharp(await bytesOf(editor, media.id)).metadata()).format).toBe('png')
  })

  it('stands upright and says neither where nor with what it was taken, nor what was hidden in it', async () => {
    const hidden = '"><script>alert(1)</script>'
    const bytes = await solid(40, 20)
      .withExif({
        IFD0: { ImageDescription: hidden, Artist: hidden, Model: 'Camera' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '30/1 16/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '120/1 9/1 0/1',
        },
      })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${'secretplace'}</rdf:RDF></x:xmpmeta>`)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(bytes).metadata()).exif).toBeDefined()
    expect(bytes.includes('alert(1)')).toBe(true)

    const media = await kept({ name: '现场.jpg', bytes })
    expect(media).toMatchObject({ width: 20, height: 40, mediaType: 'image/jpeg' })
    const stored = await bytesOf(editor, media.id)
    const head = await sharp(stored).metadata()
    expect([head.exif, head.xmp, head.iptc, head.orientation]).toEqual([undefined, undefined, undefined, undefined])
    for (const word of ['alert(1)', 'GPS', 'Camera', 'secretplace']) expect(stored.includes(word)).toBe(false)
  })

  it.each([
    ['a page behind it', '<html><script>alert(document.cookie)</script></html>'],
    ['a program behind it', '*/alert(1)/*'],
    ['an archive behind it', 'PK\u0003\u0004 payload.exe'],
  ])('leaves %s behind', async (_what, words) => {
    const media = await kept({ name: '图.png', bytes: Buffer.concat([await png(), text(words)]) })
    expect((await bytesOf(editor, media.id)).includes(words.slice(0, 12))).toBe(false)
  })

  it('keeps moving when it moves, and is PNG or JPG where it was WebP', async () => {
    const frames = [solid(10, 10), solid(10, 10).negate()].map((one) => one.png().toBuffer())
    const moving = await sharp(await Promise.all(frames), { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer()
    const gif = await kept({ name: '动.gif', bytes: moving })
    expect(gif).toMatchObject({ mediaType: 'image/gif', width: 10, height: 10 })
    expect((await sharp(await bytesOf(editor, gif.id)).metadata()).pages).toBe(2)

    expect(await kept({ name: '照.webp', bytes: await solid(8, 8).webp().toBuffer() })).toMatchObject({
      ...{ name: '照.jpg', mediaType: 'image/jpeg' },
    })
    const clear = solid(8, 8).ensureAlpha(0.5).webp().toBuffer()
    expect(await kept({ name: '徽.webp', bytes: await clear })).toMatchObject({ mediaType: 'image/png' })
  })

  it('of 20,000 by 20,000 pixels is refused by its head alone, in clear words', async () => {
    // A head that says so, and nothing behind it.
    const bytes = Buffer.from(await png())
    bytes.writeUInt32BE(20_000, 16)
    bytes.writeUInt32BE(20_000, 20)
    const { crc32 } = await import('node:zlib')
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
    expect(await refusalOf(await upload(editor, { name: '巨图.png', bytes }))).toMatchObject({
      ...{ status: 422, code: 'FILE_REFUSED' },
      title: '图片有 20000×20000 像素，过大；请缩小到 5000 万像素以内后上传',
    })
  })

  it.each([
    ['svg', '图.png', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'SVG 图片可以夹带脚本'],
    ['a page', '图.png', text('<html><img src=x onerror=alert(1)>'), '只接受 PNG'],
    ['a cut one', '图.png', Buffer.from('\x89PNG\r\n\x1a\n1234', 'latin1'), '图片已损坏'],
    ['a bitmap', '图.bmp', Buffer.from('BM0000000000'), '只接受 PNG'],
  ])('that is %s is refused', async (_what, name, bytes, words) => {
    const refused = await refusalOf(await upload(editor, { name, bytes }))
    expect([refused.status, refused.title]).toEqual([422, expect.stringContaining(words)])
  })
})

describe('videos and attachments', () => {
  const mp4 = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypisom0000isommp42'),
    Buffer.alloc(3_000_000, 7),
  ])

  it('are told by their bytes, and come back as they were', async () => {
    const video = await kept({ name: '宣传片.mp4', bytes: mp4 }, { kind: 'video' })
    expect(video).toMatchObject({ mediaType: 'video/mp4', size: mp4.length, width: null })
    expect(await bytesOf(editor, video.id)).toEqual(mp4)
    const pdf = await kept({ name: '政策.pdf', bytes: text('%PDF-1.7 政策') }, { kind: 'attachment' })
    const answer = await editor.get(`/api/media/${pdf.id}/content`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
  })

  it.each([
    ['video', '片.mp4', text('<html>ftypisom'), '只接受 MP4'],
    ['video', '片.mov', Buffer.concat([Buffer.from([0, 0, 0, 20]), Buffer.from('ftypqt  0000')]), '只接受 MP4'],
    ['attachment', '页.pdf', text('<script>1</script>'), '只接受'],
    ['attachment', '页.html', text('%PDF-1.7'), '与扩展名不符'],
  ])('refuses as a %s: %s', async (kind, name, bytes, words) => {
    const refused = await refusalOf(await upload(editor, { name, bytes }, { kind }))
    expect([refused.status, refused.title]).toEqual([422, expect.stringContaining(words)])
  })
})

describe('the store', () => {
  it('does not give away what a manuscript shows, and lists what is left', async () => {
    const used = await kept({ name: '在用.png', bytes: await png() })
    const spare = await kept({ name: '闲置.png', bytes: await png() })
    const id = await addedDraft(editor)
    const html = `<p><img data-picture="${used.id}" alt="在用的图"></p>`
    await answerOf(await saveChange(editor, id, { title: '用图的稿件', html, coverId: used.id }))
    expect(await refusalOf(await editor.delete(`/api/media/${used.id}`))).toMatchObject({
      ...{ status: 409, title: '“在用.png”正用于“用图的稿件”，不能移除' },
    })
    await answerOf(await editor.delete(`/api/media/${spare.id}`))
    expect((await editor.delete(`/api/media/${spare.id}`)).status).toBe(404)
    const { rows } = (await answerOf(await editor.get('/api/media?kind=picture&limit=200'))) as { rows: MediaView[] }
    expect(rows.some((row) => row.id === used.id)).toBe(true)
    expect(rows.some((row) => row.id === spare.id)).toBe(false)
    // Gone from the store, it can be used no more.
    expect((await refusalOf(await saveChange(editor, id, { coverId: spare.id }))).paths).toEqual(['coverId'])
  })

  it('is seen by reviewers, operators under contract and supervisors, and by nobody else', async () => {
    const media = await kept({ name: '内部.png', bytes: await png() })
    for (const who of ['unitleader', 'contractorstaff', 'supervisorofficer', 'publicityofficer']) {
      expect([who, (await (await t.as(who)).get(`/api/media/${media.id}/content`)).status]).toEqual([who, 200])
    }
    const neighbour = await t.as('accountmanager.sibling')
    expect((await neighbour.get(`/api/media/${media.id}/content`)).status).toBe(404)
    expect((await neighbour.put(`/api/media/${media.id}`, { alt: '改' })).status).toBe(404)
    const operator = await t.as('contractorstaff')
    const theirs = await upload(operator, { name: '运营.png', bytes: await png() }, { hostUnitId: t.world.units.host! })
    expect((await editor.get(`/api/media/${((await theirs.json()) as MediaView).id}/content`)).status).toBe(200)
    expect((await upload(operator, { name: '无主.png', bytes: await png() })).status).toBe(422)
  })
})
