import { describe, expect, it, test } from 'vitest'
import { type UnitKind, unitKinds } from './duties.rules.ts'
import { hostSubjectRefusal, isCreditCode, kindFaults } from './unit.rules.ts'

describe('6.1.2: inner sections and persons are no subjects', () => {
  test.each([
    '安吉县民政局',
    '安吉县人民政府办公室',
    '浙江省人民政府办公厅',
    '中共临溪县委办公室',
    '临溪县委宣传部',
    '中共临溪县委机构编制委员会办公室',
    '浙江省人民政府外事办公室',
    '中共临溪县委政策研究室',
    '竹溪镇人民政府',
    '东湖街道办事处',
    '青屿市园林文物局灵隐管理处',
    '临溪县教育局',
    '临溪县自来水公司',
    '临溪中学',
    '县教育局',
    '发改委',
  ])('%s may be one', (name) => {
    expect(hostSubjectRefusal(name)).toBeNull()
  })

  test.each([
    '临溪县民政局办公室',
    '临溪县教育局基础教育科',
    '青屿市公安局宣传处',
    '临溪县卫生健康委员会宣传处',
    '竹溪镇人民政府党政办公室',
    '临溪县财政局预算股',
    '青屿市第一人民医院宣传科',
    '东湖街道办事处党建工作办公室',
  ])('%s is a section of a body', (name) => {
    expect(hostSubjectRefusal(name)).toContain('内设')
  })

  test.each(['王小明', '欧阳文静', '李强', '王小明（个人）'])('%s is a person', (name) => {
    expect(hostSubjectRefusal(name)).toContain('个人')
  })

  it('knows a section by the registered body whose name it begins with', () => {
    expect(hostSubjectRefusal('临溪县融媒体编辑科')).toBeNull()
    expect(hostSubjectRefusal('临溪县融媒体编辑科', { registered: ['临溪县融媒体'] })).toContain('“临溪县融媒体”')
    expect(hostSubjectRefusal('临溪县人民政府办公室', { registered: ['临溪县人民政府'] })).toBeNull()
  })

  it('accepts a body that its credit code shows to stand on its own, but never a person', () => {
    expect(hostSubjectRefusal('临溪县民政局办公室', { hasCreditCode: true })).toBeNull()
    expect(hostSubjectRefusal('王小明', { hasCreditCode: true })).toContain('个人')
  })
})

describe('5.1: what is asked of each kind of body', () => {
  const none = { hostType: null, qualification: null, industry: null }
  test.each<[UnitKind, object, string[]]>([
    ['supervisor', {}, []],
    ['supervisor', { hostType: 'department' }, ['hostType']],
    ['publicityOffice', {}, []],
    ['hostUnit', {}, ['hostType']],
    ['hostUnit', { hostType: 'township' }, []],
    ['hostUnit', { hostType: 'enterprise', industry: '供水' }, []],
    ['hostUnit', { hostType: 'department', qualification: 'subsidiary' }, ['qualification']],
    ['businessAuthority', {}, []],
    ['industryRegulator', {}, ['industry']],
    ['industryRegulator', { industry: '供水' }, []],
    ['contractor', {}, ['qualification']],
    ['contractor', { qualification: 'mainstreamMedia' }, []],
    ['contractor', { qualification: 'licensedNewsSite', industry: '供水' }, ['industry']],
  ])('%s with %o lacks or has too much: %o', (kind, given, faults) => {
    expect(kindFaults(kind, { ...none, ...given }).map((f) => f.path)).toEqual(faults)
  })

  it('is said for all six kinds', () => {
    expect(Object.keys(unitKinds)).toHaveLength(6)
    for (const kind of Object.keys(unitKinds) as UnitKind[]) expect(kindFaults(kind, none)).toBeInstanceOf(Array)
  })
})

describe('a 统一社会信用代码', () => {
  // The example of GB 32100-2015 and a variant with one digit changed.
  test.each([
    ['91350100M000100Y43', true],
    ['91350100M000100Y44', false],
    ['9135010OM000100Y43', false],
    ['91350100M000100Y4', false],
    ['', false],
  ])('%s: %s', (code, right) => {
    expect(isCreditCode(code)).toBe(right)
  })
})
