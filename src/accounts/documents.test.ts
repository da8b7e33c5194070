import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PaperRead, readPaper } from '../core/paper.fixture.ts'
import { linesOf } from '../core/paper-text.rules.ts'
import { changeDocument } from './change-document.ts'
import { closureDocument } from './closure-document.ts'
import { openingDocument } from './opening-document.ts'
import { emptyOpening, type OpeningForm, openingRows } from './opening-form.rules.ts'
import { pledgeDocument } from './pledge-document.ts'

const unitName = '清溪县政务服务管理办公室'
const account = {
  name: '清溪发布',
  platformZh: '微信公众号（订阅号）',
  platformAccountId: null,
  ledgerNo: '330523-2026-00012',
  unitName,
}

describe('§6.1.1 账号开设申请表', () => {
  it('has the rows and cells of 表1, in its order, with one merged heading', async () => {
    const { rows, text } = await opening(emptyOpening)
    expect(text.startsWith('账号开设申请表\n')).toBe(true)
    expect(rows).toHaveLength(openingRows.length + 1)
    openingRows.forEach((row, at) => {
      const cells = rows[at]!
      if (row.row !== '基本信息') {
        expect(cells.map(({ columns }) => columns)).toEqual([1, 2])
        expect(cells[0]!.text).toBe(row.row)
        expect(cells[1]!.text.startsWith(row.cell)).toBe(true)
        return
      }
      expect(cells.map(({ columns }) => columns)).toEqual([1, 1, 1])
      expect(cells[0]).toMatchObject(
        at === 0 ? { text: '基本信息', merge: 'starts' } : { text: '', merge: 'continues' },
      )
      expect(cells[1]!.text).toBe(row.cell)
    })
    expect(rows.at(-1)!.map((cell) => cell.text.replace(/\s/g, ''))).toEqual(['主管单位意见', '签字：日期：年月日'])
  })

  it('leaves the cells of an empty form empty, and places to sign and date', async () => {
    const { rows } = await opening(emptyOpening)
    expect(rows.slice(0, 4).map((cells) => cells[2]!.text)).toEqual([unitName, '', '', ''])
    expect(rows.slice(4, 9).map((cells) => cells[1]!.text)).toEqual(openingRows.slice(4, 9).map(({ cell }) => cell))
    expect(rows[9]![1]!.text).toMatch(/主要领导签字：\s+日期：\s+年\s+月\s+日$/)
  })

  it('stands on A4', async () => {
    const { parts } = await opening(emptyOpening)
    expect(parts.get('word/document.xml')).toMatch(/<w:pgSz [^>]*w:w="11906" w:h="16838"/)
  })

  it('bears every answer in the cell of its question, and money exactly', async () => {
    const { rows } = await opening(full)
    const of = (cell: string) => rows[openingRows.findIndex((row) => row.cell === cell)]!.at(-1)!.text.split('\n')
    expect(of('账号类型')).toEqual(['微信公众号（订阅号）', '认证主体（拟）：清溪县人民政府办公室'])
    expect(of('开设理由')).toEqual(['第一行', '第二行', '同类账号说明：原账号面向企业'])
    expect(of('经费数额、来源及说明。').slice(1)).toEqual([
      '经费数额（元）：1,234,567.80',
      '经费来源：财政预算',
      '经费说明：用于设计',
    ])
    expect(of('一年内可达到的运营效果（粉丝数、发布频率、平均阅读量等）。').slice(1, 4)).toEqual([
      '一年内粉丝数：10,000',
      '发布频率（条/月）：0',
      '平均阅读量：1,500',
    ])
    expect(of('账号运营目标、运营方式、风险及对策等。').slice(1)).toEqual([
      '运营目标：目标',
      '运营方式：方式',
      '风险及对策：舆情',
      '断更',
    ])
  })

  it('bears the opinions in their order, above the places to sign', async () => {
    const { rows } = await opening(full, [
      { unitName: '清溪县人民政府办公室', name: '王建国', opinion: '材料齐全。\n同意开设。', day: '2026-10-08' },
      { unitName: '云岚市人民政府办公室', name: '李晓', opinion: '同意。', day: '2026-10-12' },
    ])
    expect(
      rows
        .at(-1)![1]!
        .text.split('\n')
        .filter((line) => line !== ''),
    ).toEqual([
      '材料齐全。',
      '同意开设。',
      '清溪县人民政府办公室　王建国　2026年10月8日',
      '同意。',
      '云岚市人民政府办公室　李晓　2026年10月12日',
      expect.stringMatching(/^签字：\s+日期：\s+年\s+月\s+日$/),
    ])
  })

  it('marks demonstration data on every page, and nothing else', async () => {
    const heads = async (demo: boolean) => {
      const given = { form: full, unitName, number: null, opinions: [], demo }
      const { parts } = await readPaper(await openingDocument(given))
      return [...parts].filter(([name]) => /word\/header\d+\.xml/.test(name)).map(([, xml]) => xml)
    }
    expect(await heads(false)).toEqual([])
    const marked = await heads(true)
    expect(marked).toHaveLength(2)
    expect(marked.every((xml) => xml.includes('演示数据'))).toBe(true)
  })

  it('keeps a name of 60 characters whole', async () => {
    const name = '清'.repeat(30) + 'A'.repeat(30)
    const { rows } = await opening({ ...full, name })
    expect(rows[1]![2]!.text).toBe(name)
  })

  it('keeps any text, line for line, and always opens', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (reason, handover) => {
        const { rows } = await opening({ ...emptyOpening, reason, handover, budget: handover })
        expect(rows[3]![2]!.text).toBe(linesOf(reason).join('\n'))
        const kept = handover === '' ? '' : `\n工作交接机制：${linesOf(handover).join('\n')}`
        expect(rows[7]![1]!.text).toBe(`${openingRows[7].cell}${kept}`)
      }),
      { numRuns: 40 },
    )
  })
})

describe('§6.1.2 账号开设承诺函', () => {
  it('is addressed to the supervisor and names account, subject, numbers and head', async () => {
    const text = await pledge(full)
    const lines = text.split('\n').filter((line) => line !== '')
    expect(lines.slice(0, 2)).toEqual(['账号开设承诺函', '清溪县人民政府办公室：'])
    expect(text).toContain('微信公众号（订阅号）平台开设政务新媒体账号“清溪发布”，认证主体拟为清溪县人民政府办公室。')
    expect(text).toContain(
      '1．粉丝数达到 10,000 人；\n2．每月发布信息不少于 0 条；\n3．平均阅读量达到 1,500 次；\n4．留言全部回应。',
    )
    expect(text).toContain('我单位主要领导陈立负总责')
    expect(lines.slice(-3)).toEqual([
      '主要领导（签字）：',
      `单位（盖章）：${unitName}`,
      expect.stringMatching(/^日期：\s+年\s+月\s+日$/),
    ])
  })

  it('names what §6.1.2 demands and what follows', async () => {
    const text = await pledge(full)
    for (const words of [
      '经审核通过后再向新媒体平台运营方申请账号',
      '内设处（室）或个人',
      '安全、泄密事故，内容不更新，互动回应差等严重问题',
      '不合格账号',
      '立即予以注销',
      '本地区政务新媒体退出机制',
      '原则上 1 年内不再申请新开账号',
    ]) {
      expect(text).toContain(words)
    }
  })

  it('leaves places for what is not known yet', async () => {
    const text = await pledge(emptyOpening)
    expect(text).toContain('1．粉丝数达到 ＿＿＿＿＿＿ 人；')
    expect(text).toContain('3．平均阅读量达到 ＿＿＿＿＿＿ 次。')
    expect(text).not.toContain('4．')
    expect(text).not.toContain('null')
  })

  it('always opens, whatever was typed', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (typed) => {
        const text = await pledge({ ...full, name: typed, head: typed, pledgeNote: typed })
        if (typed !== '') expect(text).toContain(`政务新媒体账号“${linesOf(typed).join('\n')}”`)
      }),
      { numRuns: 30 },
    )
  })
})

describe('§6.3 账号变更登记表', () => {
  const change = {
    account,
    number: 'BG-2026-0003',
    changes: [
      { field: '账号名称', before: '清溪<发布>', after: '清溪县发布' },
      { field: '认证主体', before: null, after: '清溪县人民政府办公室' },
    ],
    reason: '机构更名。\n名称随之变更。',
    evidence: ['账号迁移公证书.pdf', '平台截图.png'],
    changedOn: { platform: '2026-10-12', nationalSystem: null },
    opinions: [],
    demo: false,
  }

  it('sets before against after, field by field', async () => {
    const { rows, text } = await readPaper(await changeDocument(change))
    const at = rows.findIndex((cells) => cells[0]!.text === '变更项目')
    expect(rows.slice(at, at + 3).map((cells) => cells.map((cell) => cell.text))).toEqual([
      ['变更项目', '变更前', '变更后'],
      ['账号名称', '清溪<发布>', '清溪县发布'],
      ['认证主体', '（空）', '清溪县人民政府办公室'],
    ])
    expect(text).toContain('编号：BG-2026-0003')
    expect(row(rows, '变更事由')).toBe('机构更名。\n名称随之变更。')
    expect(row(rows, '证明材料')).toBe('账号迁移公证书.pdf\n平台截图.png')
  })

  it('says when each system was changed, or leaves the place', async () => {
    const { rows } = await readPaper(await changeDocument(change))
    expect(row(rows, '同步变更').split('\n')).toEqual([
      '浙江省政务新媒体管理平台：2026年10月12日变更',
      expect.stringMatching(/^全国政务新媒体信息报送系统：\s+年\s+月\s+日变更$/),
    ])
  })
})

describe('§6.4 账号注销登记表', () => {
  const closure = {
    account,
    number: 'ZX-2026-0004',
    cause: 'cleanup',
    reason: '',
    taken: {},
    opinions: [],
    demo: false,
  } as const

  it('lists the four steps in order, empty until they are taken', async () => {
    const { rows } = await readPaper(await closureDocument(closure))
    const at = rows.findIndex((cells) => cells[0]!.text === '步骤') + 1
    const steps = rows.slice(at, at + 6)
    expect(steps.map((cells) => cells[0]!.text)).toEqual(['（一）', '（二）', '（三）', '（四）', '', ''])
    expect(steps.slice(3).map((cells) => cells[0]!.merge)).toEqual(['starts', 'continues', 'continues'])
    expect(steps[2]![1]!.text).toBe('在浙江省政务新媒体管理平台提交拟注销申请，上传停更公告或注销流程截图')
    for (const cells of steps) expect(cells.slice(2).map((cell) => cell.text)).toEqual(['', ''])
    expect(row(rows, '注销事由')).toBe('符合清理标准（指南§6.5.1）')
    expect(row(rows, '账号ID')).toBe('')
  })

  it('bears the day and the evidence of the steps that were taken', async () => {
    const taken = {
      postNotice: { day: '2026-10-10', evidence: ['停更公告.png'] },
      markShutdown: { day: '2026-11-02', evidence: ['回执&证明.pdf', '第二页.pdf'] },
    }
    const { rows } = await readPaper(await closureDocument({ ...closure, taken, reason: '连续两次低于平均值' }))
    const texts = rows.map((cells) => cells.map((cell) => cell.text))
    expect(texts).toContainEqual(['（一）', '在相关新媒体平台发布停更公告', '2026年10月10日', '停更公告.png'])
    expect(texts).toContainEqual([
      '',
      '主办单位在全国政务新媒体信息报送系统发起关停申请',
      '2026年11月2日',
      '回执&证明.pdf\n第二页.pdf',
    ])
    expect(row(rows, '注销事由')).toBe('符合清理标准（指南§6.5.1）\n连续两次低于平均值')
  })
})

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc
    .array(fc.constantFrom('<', '&', ']]>', '"', '\n', '\r\n', ' ', '\t', '\u0000', '政', '😀', '\ud800'), {
      maxLength: 40,
    })
    .map((bits) => bits.join('')),
)

const full: OpeningForm = {
  ...emptyOpening,
  name: '清溪发布',
  platform: 'wechat',
  variant: 'subscription',
  certifiedBody: '清溪县人民政府办公室',
  reason: '第一行\n第二行',
  twinReason: '原账号面向企业',
  goals: '目标',
  methods: '方式',
  risks: '舆情\n断更',
  budget: '1234567.80',
  budgetSource: '财政预算',
  budgetNote: '用于设计',
  followers: 10_000,
  postsPerMonth: 0,
  averageReads: 1500,
  pledgeNote: '留言全部回应。',
  head: '陈立',
}

async function opening(
  form: OpeningForm,
  opinions: Parameters<typeof openingDocument>[0]['opinions'] = [],
): Promise<PaperRead> {
  return readPaper(await openingDocument({ form, unitName, number: null, opinions, demo: false }))
}

async function pledge(form: OpeningForm): Promise<string> {
  const bytes = await pledgeDocument({ form, unitName, supervisorName: '清溪县人民政府办公室', demo: false })
  return (await readPaper(bytes)).text
}

function row(rows: PaperRead['rows'], name: string): string {
  return rows.find((cells) => cells[0]?.text === name)?.at(-1)?.text ?? ''
}
