import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bodyOf } from './stream-body.ts'

describe('the body of a streamed answer', () => {
  it('gives every byte in order', async () => {
    const source = new PassThrough()
    const text = new Response(bodyOf(source)).text()
    source.write('台账')
    source.end('清单')
    expect(await text).toBe('台账清单')
  })

  it('ends its source when the reader breaks off, also with chunks on their way', async () => {
    for (let before = 0; before < 5; before++) {
      const source = new PassThrough()
      const reader = bodyOf(source).getReader()
      for (let n = 0; n < before; n++) {
        source.write(`${n}`)
        await reader.read()
      }
      source.write('on its way')
      await reader.cancel()
      source.write('too late', () => {})
      await turn()
      expect(source.destroyed).toBe(true)
    }
  })

  it('passes on what went wrong in the source', async () => {
    const source = new PassThrough()
    const text = new Response(bodyOf(source)).text()
    source.destroy(new Error('broken'))
    await expect(text).rejects.toThrow()
  })
})
