import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import QRCode from 'qrcode'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { shippedKnowledge } from '../lexicon/shipped.ts'
import { readArguments } from './arguments.ts'
import { withKnowledge } from './knowledge-files.ts'
import { readListFile } from './list-files.ts'
import type { Row } from './report.ts'
import { placesIn } from './report.ts'
import { run } from './run.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'check-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name)
  writeFileSync(at, content)
  return at
}

async function command(...typed: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await run(typed, '2026-06-01', { out: (text) => out.push(text), err: (text) => err.push(text) })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

async function rows(...typed: string[]): Promise<Row[]> {
  const { out } = await command('--format', 'json', '--no-typos', ...typed)
  return JSON.parse(out)
}

const terms = { 帐号: '账号', 布署: '部署' }
const ofTerms = (found: readonly Row[]) => found.filter(({ text }) => Object.keys(terms).includes(text))

describe('the JSON of the command', () => {
  it('is an array with exactly the promised fields, in Chinese words', async () => {
    const [row] = await rows(file('a.txt', '用户帐号管理。'))
    expect(row).toEqual({
      ruleId: expect.stringMatching(/^confusable\.[a-z]+#帐号$/),
      category: '易混用词',
      severity: '一般',
      start: 2,
      end: 4,
      text: '帐号',
      suggestion: '账号',
      message: '“帐号”应为“账号”',
    })
  })

  it('counts UTF-16 units of the decoded text, whatever stands before', async () => {
    const text = '\ufeff𠮷👨‍👩‍👧e\u0301\r\n用户帐号'
    const [row] = ofTerms(await rows(file('b.txt', text)))
    expect(text.slice(1).slice(row!.start, row!.end)).toBe('帐号')
  })

  it('is an empty array for an empty text', async () => {
    expect(await rows(file('empty.txt', ''))).toEqual([])
  })

  it('has a line for each document of --lines, and places within it', async () => {
    const found = ofTerms(await rows('--lines', file('c.txt', '帐号\r\n\r\n无误\n请布署')))
    expect(found.map(({ line, start, text }) => [line, start, text])).toEqual([
      [1, 0, '帐号'],
      [4, 1, '布署'],
    ])
  })

  it('says which file when there are several, and goes on after one that cannot be read', async () => {
    const files = [file('d1.txt', '帐号'), path.join(folder, 'missing.txt'), file('d2.txt', '布署')]
    const { code, out, err } = await command('--format', 'json', ...files)
    expect(JSON.parse(out).map((row: Row) => [row.file, row.text])).toEqual([
      [files[0], '帐号'],
      [files[2], '布署'],
    ])
    expect(err).toContain('文件不存在')
    expect(code).toBe(2)
  })

  it('leaves out what is less grave than --min', async () => {
    const name = file('e.txt', '用户帐号管理。')
    expect(ofTerms(await rows('--min', '一般', name))).toHaveLength(1)
    expect(await rows('--min', '严重', name)).toEqual([])
  })
})

describe('exit codes', () => {
  it.each([
    [[], 0],
    [['--fail-on', '严重'], 0],
    [['--fail-on', '一般'], 1],
    [['--fail-on', '提示'], 1],
    [['--fail-on', '一般', '--min', '严重'], 0],
  ] as const)('with %j is %d for a text with a 一般 finding', async (options, expected) => {
    expect((await command(...options, file('f.txt', '用户帐号管理。'))).code).toBe(expected)
  })

  it.each([
    [[]],
    [['--wrong', '-']],
    [['--format', 'xml', '-']],
    [['--on', '2026-02-30', '-']],
    [['--on', '20260201', '-']],
    [['--min', '重大', '-']],
    [['--format']],
    [['-', '-']],
  ])('is 2 for %j, with a word why and nothing on standard output', async (typed) => {
    const { code, out, err } = await command(...typed)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/\p{Script=Han}/u)
  })

  it('is 0 for --help', async () => {
    const { code, out } = await command('--help')
    expect(code).toBe(0)
    for (const option of ['--format', '--lines', '--on', '--min', '--fail-on', '--knowledge', '--list', '--no-typos']) {
      expect(out).toContain(option)
    }
  })

  it('understands severities in both languages', () => {
    expect(readArguments(['--min', 'grave', '-']).min).toBe('grave')
    expect(readArguments(['--min', '严重', '-']).min).toBe('grave')
  })
})

describe('what it reads', () => {
  it('takes GB18030 where a text is not UTF-8, and says so', async () => {
    // 用户帐号 in GBK.
    const gbk = Uint8Array.of(0xd3, 0xc3, 0xbb, 0xa7, 0xd5, 0xca, 0xba, 0xc5)
    const { out, err } = await command('--format', 'json', file('gbk.txt', gbk))
    expect(JSON.parse(out).map((row: Row) => [row.start, row.text])).toEqual([[2, '帐号']])
    expect(err).toContain('GB18030')
  })

  it('takes UTF-16 with its mark', async () => {
    const utf16 = Buffer.from('\ufeff用户帐号', 'utf16le')
    expect(ofTerms(await rows(file('utf16.txt', utf16)))).toHaveLength(1)
  })

  it('refuses what is no text in any of these', async () => {
    const { code, err } = await command(file('noise.txt', Uint8Array.of(0x41, 0xff, 0xff, 0x80)))
    expect(code).toBe(2)
    expect(err).toContain('编码')
  })

  it('refuses a file that is too large for a text', async () => {
    const name = file('large.txt', '')
    truncateSync(name, 64 * 1024 * 1024 + 1)
    expect((await command(name)).err).toContain('超过 64 MB')
  })

  it('refuses a folder', async () => {
    expect((await command(folder)).err).toContain('文件夹')
  })

  it('refuses a cut .docx in words of its owner', async () => {
    const whole = docx('<w:p><w:r><w:t>帐号</w:t></w:r></w:p>')
    const { code, err } = await command(file('cut.docx', whole.subarray(0, whole.length - 30)))
    expect(code).toBe(2)
    expect(err).toContain('cut.docx：Word 文档不完整')
  })

  it('reads .docx by its name or by its bytes', async () => {
    const bytes = docx(
      '<w:p><w:r><w:t>标题</w:t></w:r></w:p><w:p><w:r><w:t>帐</w:t></w:r><w:r><w:t>号</w:t></w:r></w:p>',
    )
    for (const name of ['g.docx', 'g']) {
      expect(ofTerms(await rows(file(name, bytes))).map(({ start, text }) => [start, text])).toEqual([[3, '帐号']])
    }
  })

  it('points into the source of HTML, in its order', async () => {
    const source = '<html><img alt="布署"><p>用户&#24080;号</p><script>帐号</script></html>'
    const found = await rows(file('h.html', source))
    expect(found.map(({ start, end, text }) => [source.slice(start, end), text])).toEqual([
      ['布署', '布署'],
      ['&#24080;号', '&#24080;号'],
    ])
  })

  it('judges where the links of a page lead', async () => {
    const source = '<p>欢迎<a href="https://item.taobao.com/item?id=1">选购</a></p>'
    const found = await rows(file('links.html', source))
    expect(found.map(({ ruleId, start, end }) => [ruleId, source.slice(start, end)])).toEqual([
      ['advertising.shop-link', 'https://item.taobao.com/item?id=1'],
    ])
  })

  it('refuses --lines for HTML, whose lines are not its text', async () => {
    expect((await command('--lines', file('i.html', '<p>甲</p>'))).err).toContain('--lines')
  })

  it('looks into pictures for QR codes, and tells of broken ones', async () => {
    const png = await QRCode.toBuffer('https://u.wechat.com/abc', { width: 240 })
    const document = docx('<w:p><w:r><w:t>扫码了解</w:t></w:r></w:p>', {
      'word/media/image1.png': png,
      'word/media/image2.png': png.subarray(0, 50),
    })
    const { out, err } = await command('--format', 'json', file('j.docx', document))
    expect(JSON.parse(out).map((row: Row) => row.ruleId)).toEqual(['advertising.unseen-link'])
    expect(err).toContain('image2.png')
    const page = `<p>扫码了解</p><img src="data:image/png;base64,${png.toString('base64')}">`
    expect((await rows(file('k.html', page))).map(({ ruleId }) => ruleId)).toEqual(['advertising.unseen-link'])
  })

  it('knows of a repost when told', async () => {
    const found = await rows('--repost-from', '小镇生活圈', file('l.txt', '天气转凉，注意保暖。'))
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['source.unlisted'])
  })
})

describe('SARIF', () => {
  it('names every rule once, and places by line, column and offset', async () => {
    const source = '第一行\n用户帐号，又是帐号\n布署'
    const { out } = await command('--format', 'sarif', file('m 名.txt', source))
    const log = JSON.parse(out)
    expect([log.version, log.runs.length, log.runs[0].columnKind]).toEqual(['2.1.0', 1, 'utf16CodeUnits'])
    const { rules } = log.runs[0].tool.driver
    expect(new Set(rules.map(({ id }: { id: string }) => id)).size).toBe(rules.length)
    for (const { ruleId, ruleIndex, locations, level, message } of log.runs[0].results) {
      expect(rules[ruleIndex].id).toBe(ruleId)
      expect(level).toBe('warning')
      expect(message.text).not.toBe('')
      const { region, artifactLocation } = locations[0].physicalLocation
      expect(() => new URL(artifactLocation.uri, 'file:///')).not.toThrow()
      expect(artifactLocation.uri).not.toMatch(/[ 名]/)
      const text = source.slice(region.charOffset, region.charOffset + region.charLength)
      expect(text).toBe(region.snippet.text)
      expect(source.split('\n')[region.startLine - 1]!.slice(region.startColumn - 1, region.endColumn - 1)).toBe(text)
    }
  })

  it('places findings of --lines in the file', async () => {
    const source = '无误\r\n请布署\r\n'
    const { out } = await command('--format', 'sarif', '--lines', file('n.txt', source))
    const { region } = JSON.parse(out).runs[0].results[0].locations[0].physicalLocation
    expect([region.startLine, region.startColumn, source.slice(region.charOffset, region.charOffset + 2)]).toEqual([
      2,
      2,
      '布署',
    ])
  })

  it('is sound without findings', async () => {
    const { out } = await command('--format', 'sarif', file('o.txt', '无误'))
    expect(JSON.parse(out).runs[0].results).toEqual([])
  })
})

describe('text output', () => {
  it('says where, what, why and how many', async () => {
    const name = file('p.txt', '第一行\n用户帐号')
    const { out } = await command(name)
    expect(out).toContain(`${name}:2:3: 一般 “帐号”应为“账号”`)
    expect(out).toContain('依据：')
    expect(out).toContain('共 1 处：严重 0，一般 1，提示 0')
    expect((await command(file('q.txt', '无误'))).out).toBe('未发现问题')
  })

  it('finds lines and columns', () => {
    const placeOf = placesIn('ab\n\nc')
    expect([0, 2, 3, 4, 5].map(placeOf)).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 2 },
    ])
  })
})

describe('knowledge of an office', () => {
  it('is added to what is shipped', async () => {
    const knowledge = {
      policies: [{ title: '某市灯会管理办法', number: '某政发〔2025〕1号', issuers: ['某市人民政府'], source: '官网' }],
    }
    const found = await rows(
      '--knowledge',
      file('knowledge.json', JSON.stringify(knowledge)),
      file('r.txt', '根据《某市灯会管理办法》（某政发〔2025〕2号）。'),
    )
    expect(found.map(({ suggestion }) => suggestion)).toEqual(['某政发〔2025〕1号'])
  })

  it.each([
    ['{', 'JSON'],
    ['[]', '应为对象'],
    ['{"policy":[]}', '不认识“policy”'],
    ['{"policies":{}}', '应为数组'],
    ['{"policies":[{"title":"","issuers":[],"source":"a"}]}', '第 1 项：title'],
    ['{"policies":[{"title":"a","issuers":"b","source":"a"}]}', 'issuers'],
    ['{"lists":[{"id":"a"}]}', 'title'],
  ])('is refused as %s', (json, told) => {
    expect(() => withKnowledge(shippedKnowledge, 'k.json', json)).toThrow(told)
  })

  it('takes a list of words as text, CSV or JSON', async () => {
    const text = '# 说明\n错词甲=>对词甲\n\n错词乙\n错词甲\n=SUM(A1)\n单\n同词=>同词\n'
    const { list, notices } = await readListFile('本局.txt', text, '2026-06-01')
    expect(list.terms).toEqual([
      { text: '错词甲', suggest: ['对词甲'] },
      { text: '错词乙', suggest: [] },
    ])
    expect(notices).toHaveLength(4)
    const csv = '词,建议,级别,说明\n错词丙,对词丙、又对,严重,原因\n错词丁,,重大,\n,,,\n'
    const read = await readListFile('本局.csv', csv, '2026-06-01')
    expect(read.list.terms).toEqual([{ text: '错词丙', suggest: ['对词丙', '又对'], severity: 'grave', why: '原因' }])
    expect(read.notices).toEqual([expect.stringContaining('级别')])
    await expect(readListFile('空.txt', '# 无\n', '2026-06-01')).rejects.toThrow('没有可用的词')
    await expect(readListFile('a.docx', '', '2026-06-01')).rejects.toThrow('词表应为')
    await expect(readListFile('坏.csv', '"a', '2026-06-01')).rejects.toThrow('CSV')
    await expect(readListFile('坏.json', '{}', '2026-06-01')).rejects.toThrow('id')
    const again = await readListFile('好.json', JSON.stringify(list), '2026-06-01')
    expect(again.list.terms).toEqual(list.terms)
  })

  it('is used', async () => {
    const found = await rows('--list', file('本局.txt', '测试错词=>测试对词'), file('s.txt', '这是测试错词。'))
    expect(found.map(({ ruleId, suggestion }) => [ruleId, suggestion])).toEqual([['custom.本局#测试错词', '测试对词']])
  })
})

describe('a language model', () => {
  type Seen = { authorization: string | undefined; model: string; text: string }
  let server: Server
  let url = ''
  let seen: Seen[] = []
  let status = 200
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { model, messages } = JSON.parse(Buffer.concat(chunks).toString())
      seen.push({ authorization: request.headers.authorization, model, text: messages.at(-1).content })
      const content = '[{"wrong":"抓好工坐","right":"抓好工作"},{"wrong":"帐号","right":"账号"}]'
      response
        .writeHead(status, { location: '/elsewhere' })
        .end(JSON.stringify({ choices: [{ message: { content } }] }))
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  })
  beforeEach(() => {
    seen = []
    status = 200
  })
  afterAll(() => new Promise((closed) => server.close(closed)))
  const asking = async (...typed: string[]) => {
    const err: string[] = []
    let out = ''
    const all = ['--format', 'json', '--no-typos', '--model-url', url, '--model-name', 'local', ...typed]
    const code = await run(all, '2026-06-01', {
      out: (text) => {
        out += text
      },
      err: (text) => err.push(text),
      modelKey: 'key',
    })
    return { code, err, found: (JSON.parse(out) as Row[]).map(({ ruleId, start }) => [ruleId, start]) }
  }

  it('joins what the rules found, once a place', async () => {
    const { code, err, found } = await asking(file('m.txt', '用户帐号\n抓好工坐'))
    expect(found).toEqual([
      ['confusable.guarded#帐号', 2],
      ['typo.model', 8],
    ])
    expect([code, err]).toEqual([0, []])
    expect(seen).toEqual([{ authorization: 'Bearer key', model: 'local', text: '用户帐号\n抓好工坐' }])
  })

  it('is asked line by line with --lines, and not at all where no hints are shown', async () => {
    const { found } = await asking('--lines', file('m2.txt', '无事\n\n抓好工坐'))
    expect(found).toEqual([['typo.model', 3]])
    expect(seen.map(({ text }) => text)).toEqual(['无事', '抓好工坐'])
    seen = []
    expect((await asking('--min', '一般', file('m3.txt', '抓好工坐'))).found).toEqual([])
    expect(seen).toEqual([])
  })

  it.each([500, 302])('that answers %d is told on standard error, and the rest is reported', async (given) => {
    status = given
    const { code, err, found } = await asking(file('m4.txt', '用户帐号'))
    expect(found).toEqual([['confusable.guarded#帐号', 2]])
    expect([code, err]).toEqual([0, [expect.stringContaining(`m4.txt：模型服务返回状态码${given}`)]])
    expect(seen).toHaveLength(1)
  })

  it('that is not there is told in our words', async () => {
    const { err } = await asking('--model-url', 'http://127.0.0.1:1/', file('m5.txt', '用户帐号'))
    expect(err).toEqual([expect.stringContaining('模型服务无法访问：连接未能完成')])
  })

  it.each([
    [['--model-url', 'http://10.0.0.8/'], '一起给出'],
    [['--model-name', 'local'], '一起给出'],
    [['--model-url', 'ftp://10.0.0.8/', '--model-name', 'local'], 'http'],
    [['--model-url', 'http://me:key@10.0.0.8/', '--model-name', 'local'], 'ZHENGMEI_MODEL_KEY'],
  ])('is not guessed: %j', (typed, words) => {
    expect(() => readArguments([...typed, '-'])).toThrow(words)
  })
})

describe('as a process', () => {
  it('reads standard input and prints nothing but its report', () => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['src/checker/command/check.ts', '--format', 'json', '--no-typos', '-'],
      { input: '用户帐号', encoding: 'utf8' },
    )
    expect(JSON.parse(stdout).map((row: Row) => row.text)).toEqual(['帐号'])
    expect([stderr, status]).toEqual(['', 0])
  })

  it('starts without loading what a text does not need', () => {
    const main =
      readFileSync('src/checker/command/run.ts', 'utf8') + readFileSync('src/checker/command/read-input.ts', 'utf8')
    expect(main).not.toMatch(/^import (?!type ).*(?:docx|html|qr-codes|sarif|checker)\.ts'/m)
  })
})

function docx(paragraphs: string, more: Record<string, Uint8Array> = {}) {
  const ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return zipSync({
    'word/document.xml': strToU8(`<w:document ${ns}><w:body>${paragraphs}</w:body></w:document>`),
    ...more,
  })
}
