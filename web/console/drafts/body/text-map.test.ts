import { Schema } from '@tiptap/pm/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offsetOf, rangeOf, textMapOf } from './text-map.ts'

const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { group: 'block', content: 'inline*' },
    quote: { group: 'block', content: 'block+' },
    picture: { group: 'block', atom: true },
    text: { group: 'inline' },
    hardBreak: { group: 'inline', inline: true },
  },
  marks: { bold: {} },
})
const { paragraph, quote, picture, hardBreak } = schema.nodes
const p = (...words: string[]) =>
  paragraph!.create(
    null,
    words.flatMap((text) => (text === '' ? [] : text === '\n' ? [hardBreak!.create()] : [schema.text(text)])),
  )
const docOf = (...blocks: ReturnType<typeof p>[]) => schema.nodes.doc!.create(null, blocks)

describe('the plain text of a document', () => {
  it('puts paragraphs on lines of their own, also within a quotation', () => {
    expect(textMapOf(docOf(p('甲'), quote!.create(null, [p('乙'), p('丙')]))).text).toBe('甲\n乙\n丙')
  })

  it('has no character for a picture and one for a forced line break', () => {
    expect(textMapOf(docOf(p('甲', '\n', '乙'), picture!.create(), p('丙'))).text).toBe('甲\n乙\n丙')
  })

  it('is empty for a document that has no words', () => {
    expect(textMapOf(docOf(p('')))).toEqual({ text: '', runs: [] })
  })
})

describe('a stretch of the plain text', () => {
  const bold = paragraph!.create(null, [
    schema.text('临溪'),
    schema.text('县政', [schema.mark('bold')]),
    schema.text('府'),
  ])
  const doc = docOf(p('第一段'), bold)
  const map = textMapOf(doc)

  it('is found across changes of form', () => {
    const range = rangeOf(map, 4, 9)
    expect(range && doc.textBetween(range.from, range.to)).toBe('临溪县政府')
  })

  it('that is a line break alone has no place, and none has nothing', () => {
    expect(rangeOf(map, 3, 4)).toBeNull()
    expect(rangeOf(map, 2, 2)).toBeNull()
    expect(rangeOf(textMapOf(docOf(p(''))), 0, 1)).toBeNull()
  })

  it('that begins with a line break begins with the next paragraph', () => {
    const range = rangeOf(map, 3, 6)
    expect(range && doc.textBetween(range.from, range.to)).toBe('临溪')
  })

  it('leads back to where it was, whatever the paragraphs are', () => {
    const line = fc.string({ minLength: 0, maxLength: 12, unit: fc.constantFrom('甲', '乙', 'a', '，', '𠮷') })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (lines, a, b) => {
        const any = docOf(...lines.map((words) => p(words)))
        const own = textMapOf(any)
        expect(own.text).toBe(lines.join('\n'))
        const start = a % (own.text.length + 1)
        const end = start + (b % (own.text.length - start + 1))
        if (own.text.slice(start, end).trim() === '' || own.text[start] === '\n' || own.text[end - 1] === '\n') return
        const range = rangeOf(own, start, end)
        expect(range && any.textBetween(range.from, range.to, '\n')).toBe(own.text.slice(start, end))
        expect(range && offsetOf(own, range.from)).toBe(start)
      }),
    )
  })
})
