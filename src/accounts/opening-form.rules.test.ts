import { describe, expect, it, test } from 'vitest'
import {
  barFault,
  emptyOpening,
  type OpeningForm,
  openingFaults,
  openingFields,
  openingRows,
  subjectFault,
} from './opening-form.rules.ts'

const unitName = '临溪县教育局'
const whole: OpeningForm = {
  ...emptyOpening,
  ...Object.fromEntries(
    Object.entries(emptyOpening)
      .filter(([, value]) => value === '')
      .map(([key]) => [key, '已写明']),
  ),
  platform: 'weibo',
  certifiedBody: unitName,
  budget: '12000.50',
  followers: 0,
  postsPerMonth: 20,
  averageReads: 800,
  twinReason: '',
}
const alone = { unitName, twins: [] }
const paths = (form: OpeningForm, facts = alone as Parameters<typeof openingFaults>[1]) =>
  openingFaults(form, facts).map(({ path }) => path)

describe('表1', () => {
  it('goes in when it is whole; a promise of none is a number too', () => {
    expect(openingFaults(whole, alone)).toEqual([])
  })

  it('names every gap of an empty form, in the order of the paper', () => {
    const needed = Object.entries(openingFields)
      .filter(([, { needed }]) => needed)
      .map(([name]) => name)
    expect(paths(emptyOpening)).toEqual(needed)
  })

  it('has each field of the paper in one cell, and the rows of the Guide in its order', () => {
    const fields = openingRows.flatMap(({ fields }) => [...fields])
    expect(new Set(fields).size).toBe(fields.length)
    expect([...new Set(openingRows.map(({ row }) => row))]).toEqual([
      '基本信息',
      '运营策划',
      '组织保障',
      '内容保障',
      '安全保障',
      '经费保障',
      '承诺栏',
    ])
  })

  test.each<[string, Partial<OpeningForm>, string[]]>([
    ['an account of WeChat without its kind', { platform: 'wechat' }, ['variant']],
    ['a kind where there is none', { variant: 'service' }, ['variant']],
    ['money with three decimals', { budget: '1.005' }, ['budget']],
    ['money in words', { budget: '一万' }, ['budget']],
    ['money without decimals', { budget: '0' }, []],
  ])('%s', (_case, change, expected) => {
    expect(paths({ ...whole, ...change })).toEqual(expected)
  })

  it('shows an account of the same kind, and takes a reason of ten letters', () => {
    const facts = { unitName, twins: [{ ledgerNo: 'ZM000001', name: '临溪教育' }] }
    expect(openingFaults(whole, facts)[0]?.message).toContain('“临溪教育”（ZM000001）')
    expect(paths({ ...whole, twinReason: '一二三四五六七八九' }, facts)).toEqual(['twinReason'])
    expect(paths({ ...whole, twinReason: '一二三四五六七八九十' }, facts)).toEqual([])
  })
})

describe('6.1.2 who can be the subject of an account', () => {
  test.each<[string, boolean]>([
    ['临溪县教育局', true],
    ['临溪县教育局办公室', false],
    ['临溪县教育局基础教育科', false],
    ['基础教育科', false],
    ['政策法规处', false],
    ['溪知远', false],
    ['欧阳知远', false],
    ['竹溪街道办事处', true],
    ['临溪县人民政府办公室', true],
    ['中共临溪县委办公室', true],
    ['临溪县公路管理处', true],
    ['临溪县教育和体育局', true],
    ['临溪县第一人民医院', true],
    ['临溪县消防救援大队', true],
  ])('%s: %s', (subject, allowed) => {
    expect(subjectFault(subject, unitName) === null).toBe(allowed)
  })
})

describe('6.1.2 the year without a new account', () => {
  test.each<[string, boolean]>([
    ['2026-11-26', true],
    ['2026-11-27', true],
    ['2026-11-28', false],
  ])('on %s, when it runs until 2026-11-27: barred %s', (today, barred) => {
    expect(barFault('2026-11-27', today) !== null).toBe(barred)
  })

  it('does not bar where nothing was closed', () => {
    expect(barFault(null, '2026-11-27')).toBeNull()
  })
})
