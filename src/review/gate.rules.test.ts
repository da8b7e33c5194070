import { describe, expect, it } from 'vitest'
import { type GateCode, type GateFacts, gateCodes, gateRefusals, type Signature } from './gate.rules.ts'
import { levelNames, type ReviewLevel } from './three-review.rules.ts'

const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)

function signed(level: ReviewLevel, change: Partial<Signature> = {}): Signature {
  const step = levelNames.indexOf(level)
  const nobody = { onBehalfId: null, onBehalfName: null }
  return {
    step,
    stepName: level,
    level,
    userId: level,
    userName: level,
    ...nobody,
    hash,
    opinion: '',
    at: '2026-11-27',
    ...change,
  }
}

/** Three people have signed what would go out; none of them wrote it, and nothing 严重 is in it. */
const sound: GateFacts = {
  hash,
  approvedHash: hash,
  signatures: levelNames.map((level) => signed(level)),
  authorIds: ['author'],
  levels: levelNames,
  graves: [],
  released: [],
}
const codesOf = (change: Partial<GateFacts>): GateCode[] =>
  gateRefusals({ ...sound, ...change }).map(({ code }) => code)
const replaced = (level: ReviewLevel, change: Partial<Signature>) =>
  sound.signatures.map((one) => (one.level === level ? signed(level, change) : one))

describe('§8.2.1 the publish gate: 先审后发', () => {
  it('lets through what three people have signed', () => {
    expect(gateRefusals(sound)).toEqual([])
  })

  it.each<[string, Partial<GateFacts>, GateCode[]]>([
    ['nobody has approved it', { approvedHash: null }, ['notApproved']],
    ['one character has changed since', { hash: other }, ['changed', 'levelMissing', 'levelMissing', 'levelMissing']],
    ['a level has signed another text', { signatures: replaced('second', { hash: other }) }, ['levelMissing']],
    ['a level is missing', { signatures: sound.signatures.slice(0, 2) }, ['levelMissing']],
    ['one person has signed twice', { signatures: replaced('second', { userId: 'first' }) }, ['samePerson']],
    ['a deputy has signed for herself too', { signatures: replaced('final', { userId: 'first' }) }, ['samePerson']],
    [
      'a deputy has signed in the name of who signed already',
      { signatures: replaced('final', { userId: 'deputy', onBehalfId: 'first' }) },
      ['samePerson'],
    ],
    ['its author has signed', { signatures: replaced('first', { userId: 'author' }) }, ['author']],
    [
      'a deputy has signed in its author’s name',
      { signatures: replaced('first', { userId: 'deputy', onBehalfId: 'author' }) },
      ['author'],
    ],
    ['a 严重 finding stands open', { graves: ['x@1:y'] }, ['grave']],
    ['another one was released', { graves: ['x@1:y'], released: ['x@2:y'] }, ['grave']],
  ])('refuses when %s', (_case, change, codes) => {
    expect(codesOf(change)).toEqual(codes)
  })

  it.each<[string, Partial<GateFacts>]>([
    ['the 严重 finding was released for this very text', { graves: ['x@1:y'], released: ['x@1:y'] }],
    ['a deputy has signed once', { signatures: replaced('final', { userId: 'deputy', onBehalfId: 'leader' }) }],
    [
      'the supervisor has agreed to fewer levels',
      { levels: ['first', 'final'], signatures: [signed('first'), signed('final')] },
    ],
    [
      'somebody beyond the three has looked too',
      { signatures: [...sound.signatures, { ...signed('first'), level: null, userId: 'more' }] },
    ],
  ])('lets through when %s', (_case, change) => {
    expect(codesOf(change)).toEqual([])
  })

  it('says each refusal in words, with its clause', () => {
    const refusals = gateRefusals({ ...sound, hash: other, graves: ['x'], authorIds: ['first'] })
    for (const { zh, clause } of refusals) expect([zh.length > 5, clause]).toEqual([true, '8.2.1'])
    expect(gateCodes).toContain(refusals[0]?.code)
  })
})
