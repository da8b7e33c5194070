import { describe, expect, it } from 'vitest'
import { autosave } from './autosave.ts'

type Sent = { form: string; version: number; answer: (version: number) => void; fail: (code: string) => void }

/** An autosave whose clock and network are turned by hand. */
function bench() {
  const sent: Sent[] = []
  const kept: (string | null)[] = []
  let due: (() => void) | null = null
  const saver = autosave<string>({
    form: 'a',
    version: 1,
    send: (form, version) =>
      new Promise((resolve, reject) => {
        sent.push({ form, version, answer: (next) => resolve({ version: next }), fail: (code) => reject(code) })
      }),
    failureOf: (code) => ({ code: String(code), message: String(code), errors: [] }),
    later: (run) => {
      due = run
      return () => {
        if (due === run) due = null
      }
    },
    keep: (what) => kept.push(what?.form ?? null),
    now: () => new Date(0),
  })
  const tick = () => {
    const run = due
    due = null
    run?.()
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return { saver, sent, kept, tick, settle, waits: () => due !== null }
}

describe('autosave', () => {
  it('sends the last of several changes once, and keeps a copy until it has arrived', async () => {
    const { saver, sent, kept, tick, settle } = bench()
    saver.change('ab')
    saver.change('abc')
    expect(kept.at(-1)).toBe('abc')
    tick()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ form: 'abc', version: 1 })
    sent[0]?.answer(2)
    await settle()
    expect(saver.state).toEqual({ kind: 'clean', at: new Date(0) })
    expect(kept.at(-1)).toBeNull()
  })

  it('never has two saves under way, and sends what was typed meanwhile on the new version', async () => {
    const { saver, sent, tick, settle } = bench()
    saver.change('b')
    tick()
    saver.change('c')
    const done = saver.flush()
    await settle()
    expect(sent).toHaveLength(1)
    sent[0]?.answer(2)
    await settle()
    expect(sent[1]).toMatchObject({ form: 'c', version: 2 })
    sent[1]?.answer(3)
    expect(await done).toBe(true)
    expect(saver.version).toBe(3)
  })

  it('tries again by itself when the way was broken', async () => {
    const { saver, sent, tick, settle, waits } = bench()
    saver.change('b')
    tick()
    sent[0]?.fail('OFFLINE')
    await settle()
    expect(saver.state.kind).toBe('offline')
    expect(waits()).toBe(true)
    tick()
    sent[1]?.answer(2)
    await settle()
    expect(saver.state.kind).toBe('clean')
  })

  it('leaves a refused form alone until it is changed', async () => {
    const { saver, sent, tick, settle, waits } = bench()
    saver.change('b')
    tick()
    sent[0]?.fail('INVALID_INPUT')
    await settle()
    expect(saver.state.kind).toBe('refused')
    expect(waits()).toBe(false)
    saver.change('c')
    expect(waits()).toBe(true)
  })

  it('sends nothing over another person’s work until told to', async () => {
    const { saver, sent, tick, settle, waits } = bench()
    saver.change('mine')
    tick()
    sent[0]?.fail('VERSION_CONFLICT')
    await settle()
    saver.change('mine too')
    expect(saver.state.kind).toBe('conflict')
    expect(waits()).toBe(false)
    expect(await saver.flush()).toBe(false)
    expect(sent).toHaveLength(1)
    void saver.insist(7)
    expect(sent[1]).toMatchObject({ form: 'mine too', version: 7 })
  })

  it('can take the other person’s work instead', async () => {
    const { saver, tick, sent, settle, kept } = bench()
    saver.change('mine')
    tick()
    sent[0]?.fail('VERSION_CONFLICT')
    await settle()
    saver.take({ form: 'theirs', version: 4 })
    expect(saver.form).toBe('theirs')
    expect(saver.state.kind).toBe('clean')
    expect(kept.at(-1)).toBeNull()
    expect(await saver.flush()).toBe(true)
    expect(sent).toHaveLength(1)
  })

  it('asks before what this browser kept goes over a record that has changed since', () => {
    const { saver, waits } = bench()
    saver.restore({ form: 'old words', version: 0 })
    expect(saver.state.kind).toBe('conflict')
    expect(waits()).toBe(false)
  })
})
