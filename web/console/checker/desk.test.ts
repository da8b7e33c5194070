import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/checker/finding.ts'
import {
  accepted,
  answered,
  type Desk,
  ignored,
  located,
  newDesk,
  pasted,
  proposed,
  redone,
  replaced,
  restored,
  shown,
  typed,
  undone,
} from './desk.ts'
import { viewAfter, viewBefore, wholeLimit } from './view.ts'

const text = '各帐号要布署，帐号不得停更。'

describe('a finding that is accepted', () => {
  it('changes its place alone, and the others move along until the next answer', () => {
    const desk = accepted(checked(text), [checked(text).findings[0]!])
    expect(desk.text).toBe('各账号要布署，帐号不得停更。')
    expect(places(desk)).toEqual(['布署@4', '帐号@7'])
  })

  it('moves what stands behind when the replacement is longer or shorter', () => {
    const desk = checked(text)
    expect(places(accepted(desk, [desk.findings[0]!], '政务新媒体账号'))).toEqual(['布署@9', '帐号@12'])
    expect(places(accepted(desk, [desk.findings[0]!], ''))).toEqual(['布署@2', '帐号@5'])
  })

  it('does nothing when it has no replacement', () => {
    const desk = checked(text)
    expect(accepted(desk, [{ ...desk.findings[0]!, suggestions: [] }])).toBe(desk)
  })

  it('puts the cursor behind what it has changed', () => {
    const desk = checked(text)
    expect(accepted(desk, [desk.findings[1]!]).caret).toMatchObject({ start: 6, end: 6 })
  })
})

describe('the way back', () => {
  it('undoes all that was accepted together in one step, and does it again', () => {
    const before = checked(text)
    const all = accepted(before, before.findings)
    expect(all.text).toBe('各账号要部署，账号不得停更。')
    expect(all.findings).toEqual([])
    expect(undone(all).text).toBe(text)
    expect(redone(undone(all)).text).toBe(all.text)
  })

  it('takes letters typed one after the other together, but not with what was accepted before', () => {
    const desk = checked(text)
    const one = accepted(desk, [desk.findings[0]!])
    const more = [...'请转发'].reduce((now, letter) => typed(now, now.text + letter, { composing: false }), one)
    expect(undone(more).text).toBe(one.text)
    expect(undone(undone(more)).text).toBe(text)
    expect(undone(undone(undone(more))).text).toBe(text)
  })

  it('takes letters deleted one after the other together', () => {
    const desk = [1, 2, 3].reduce((now) => typed(now, now.text.slice(0, -1), { composing: false }), newDesk(text))
    expect(desk.text).toBe('各帐号要布署，帐号不得')
    expect(undone(desk).text).toBe(text)
  })

  it('has no step for what an input method tries out', () => {
    const start = newDesk('各单位')
    const trying = ['各单位z', '各单位zh', '各单位zhang'].reduce(
      (now, part) => typed(now, part, { composing: true }),
      start,
    )
    expect(undone(trying)).toBe(trying)
    const chosen = typed(trying, '各单位账号', { composing: true })
    const done = typed(chosen, '各单位账号', { composing: false })
    expect(done.past).toHaveLength(1)
    expect(undone(done).text).toBe('各单位')
    const cancelled = typed(typed(trying, '各单位', { composing: true }), '各单位', { composing: false })
    expect(cancelled.past).toEqual([])
    expect(cancelled.composing).toBeNull()
  })

  it('always ends at the text it began with', () => {
    const part = fc.string({ unit: fc.constantFrom('帐', '号', '的', '\n'), maxLength: 12 })
    const step = fc.oneof(
      part.map((next) => (desk: Desk) => typed(desk, next, { composing: false })),
      part.map((next) => (desk: Desk) => replaced(desk, next)),
      fc.constant((desk: Desk) => {
        const known = answered(desk, desk.version, findingsIn(desk.text))
        return accepted(known, known.findings)
      }),
    )
    fc.assert(
      fc.property(part, fc.array(step, { maxLength: 12 }), (start, steps) => {
        const last = steps.reduce((desk, one) => one(desk), newDesk(start))
        let back = last
        while (back.past.length > 0) back = undone(back)
        expect(back.text).toBe(start)
        while (back.future.length > 0) back = redone(back)
        expect(back.text).toBe(last.text)
      }),
    )
  })
})

describe('what a language model proposed', () => {
  const of = (start: number, words: string): Finding => ({
    ...findingsIn('帐号')[0]!,
    ruleId: 'typo.model',
    start,
    end: start + words.length,
    text: words,
  })

  it('stands beside what the rules found, once a place, and stays when they are asked again', () => {
    const desk = proposed(checked(text), text, [of(1, '帐'), of(11, '停更')])
    expect(places(desk)).toEqual(['帐号@1', '布署@4', '帐号@7', '停更@11'])
    expect(places(check(desk))).toEqual(places(desk))
  })

  it('takes the place of what it proposed before', () => {
    const desk = proposed(checked(text), text, [of(11, '停更')])
    expect(places(proposed(desk, text, [of(10, '得')]))).toEqual(['帐号@1', '布署@4', '帐号@7', '得@10'])
  })

  it('moves with what was written while it was thinking, and afterwards, and goes when its own place changes', () => {
    const meanwhile = typed(checked(text), `通知：${text}`, { composing: false })
    const desk = proposed(meanwhile, text, [of(11, '停更')])
    expect(places(desk)).toContain('停更@14')
    const changed = typed(desk, desk.text.replace('停更', '停'), { composing: false })
    expect(places(check(changed)).filter((place) => place.startsWith('停'))).toEqual([])
    expect(places(proposed(changed, text, [of(11, '停更')])).filter((place) => place.startsWith('停'))).toEqual([])
  })

  it('is gone with the text, and ignored like any other', () => {
    const desk = proposed(checked(text), text, [of(11, '停更')])
    expect(check(replaced(desk, '别的文字')).findings).toEqual([])
    const id = desk.findings.find(({ text }) => text === '停更')!.id
    const quiet = ignored(desk, id)
    expect(places(check(quiet))).not.toContain('停更@11')
    expect(places(check(restored(quiet, id)))).toContain('停更@11')
  })
})

describe('a finding that is ignored', () => {
  it('is not told again while its place stays as it is, wherever that moves', () => {
    const desk = ignored(checked(text), 1)
    const moved = typed(desk, `通知：${text}`, { composing: false })
    expect(places(check(moved))).toEqual(['布署@7', '帐号@10'])
    expect(moved.ignored).toMatchObject([{ text: '帐号', start: 4 }])
  })

  it('is told again when somebody has written into it', () => {
    const desk = ignored(checked(text), 1)
    const broken = typed(desk, text.replace('帐号', '帐'), { composing: false })
    const whole = typed(broken, text, { composing: false })
    expect(places(check(whole))).toEqual(['帐号@1', '布署@4', '帐号@7'])
  })

  it('comes back in its order', () => {
    const desk = restored(ignored(checked(text), 2), 2)
    expect(places(desk)).toEqual(['帐号@1', '布署@4', '帐号@7'])
    expect(desk.ignored).toEqual([])
  })
})

describe('an answer', () => {
  it('to an older text is dropped', () => {
    const desk = checked(text)
    const newer = typed(desk, `${text}完`, { composing: false })
    expect(answered(newer, desk.version, [])).toBe(newer)
    expect(newer.checked).not.toBe(newer.version)
  })

  it('keeps the number of what was known, so that the list does not jump', () => {
    const desk = typed(checked(text), `通知：${text}`, { composing: false })
    expect(check(desk).findings.map(({ id }) => id)).toEqual([1, 2, 3])
    const another = typed(desk, `帐号：${text}`, { composing: false })
    expect(check(another).findings.map(({ id }) => id)).toEqual([4, 1, 2, 3])
  })
})

describe('a long text', () => {
  const line = `${'各单位要加强管理，'.repeat(20)}帐号须备案。\n`
  const long = line.repeat(400)

  it('stands in the editor in parts, cut at line ends, that together are all of it', () => {
    let { view } = newDesk(long)
    const parts = [view]
    while (view.end < long.length) {
      view = viewAfter(long, view)
      parts.push(view)
    }
    expect(parts.map(({ start, end }) => long.slice(start, end)).join('')).toBe(long)
    for (const { start, end } of parts) {
      expect(end - start).toBeLessThan(wholeLimit)
      expect(long[end - 1]).toBe('\n')
    }
    expect(viewBefore(long, parts[1]!).end).toBe(parts[0]!.end)
  })

  it('is never cut within a character, also without a line or sentence end', () => {
    const emoji = `，${'😀'.repeat(40_000)}`
    const { view } = newDesk(emoji)
    expect(emoji.slice(view.start, view.end).isWellFormed()).toBe(true)
    expect(view.end).toBeLessThan(wholeLimit)
  })

  it('is changed where its part was written, and stays as long as that', () => {
    const second = shown(newDesk(long), viewAfter(long, newDesk(long).view))
    const part = long.slice(second.view.start, second.view.end)
    const next = typed(second, `前${part}后`, { composing: false })
    expect(next.text).toBe(`${long.slice(0, second.view.start)}前${part}后${long.slice(second.view.end)}`)
    expect(next.text.slice(next.view.start, next.view.end)).toBe(`前${part}后`)
    expect(undone(next).text).toBe(long)
  })

  it('shows the part of whatever is looked for', () => {
    const desk = check(newDesk(long))
    const last = desk.findings.at(-1)!
    const there = located(desk, last)
    expect(there.view.start).toBeLessThanOrEqual(last.start)
    expect(there.view.end).toBeGreaterThanOrEqual(last.end)
    expect(there.caret).toMatchObject({ start: last.start, end: last.end })
  })

  it('is pasted in place of what was selected, and its beginning is shown', () => {
    const desk = pasted(newDesk('通知：草稿完'), { start: 3, end: 5 }, long)
    expect(desk.text).toBe(`通知：${long}完`)
    expect(desk.view.start).toBe(0)
    expect(desk.caret).toMatchObject({ start: 3, end: 3 })
    expect(undone(desk).text).toBe('通知：草稿完')
  })

  it('is cut when it is dropped into the field, with the cursor at its end', () => {
    const desk = typed(newDesk('通知\n'), `通知\n${long}`, { composing: false })
    expect(desk.text).toHaveLength(long.length + 3)
    expect(desk.view.end).toBe(desk.text.length)
    expect(desk.view.end - desk.view.start).toBeLessThan(wholeLimit)
  })
})

function findingsIn(given: string): Finding[] {
  return [...given.matchAll(/帐号|布署/g)].map(({ 0: found, index }) => ({
    ruleId: `confusable.words#${found}`,
    category: 'confusable',
    severity: 'minor',
    start: index,
    end: index + 2,
    text: found,
    suggestions: [found === '帐号' ? '账号' : '部署'],
    message: `“${found}”写法不规范`,
    why: '规范写法只有一种。',
    basis: '《现代汉语词典》（第7版）',
  }))
}

function check(desk: Desk): Desk {
  return answered(desk, desk.version, findingsIn(desk.text))
}

function checked(given: string): Desk {
  return check(newDesk(given))
}

function places(desk: Desk): string[] {
  return desk.findings.map((finding) => {
    expect(desk.text.slice(finding.start, finding.end)).toBe(finding.text)
    return `${finding.text}@${finding.start}`
  })
}
