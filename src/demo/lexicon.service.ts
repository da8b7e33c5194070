import { changesPage, decideChange } from '../lexicon/changes.service.ts'
import { EntryProposal } from '../lexicon/lexicon.contract.ts'
import { proposeEntry } from '../lexicon/propose.service.ts'
import { type Stage, workday } from './stage.ts'

const origin = { why: '地名已经变更，应当使用现行名称。', basis: '行政区划变更文件（演示）' }
const own = { provenance: '县府办整理（演示）', licence: '自编' }
const place = (text: string, right: string, unless: string[] = []) => ({
  kind: 'term',
  payload: {
    ...{ list: '本地地名', text, suggest: [right], severity: 'minor', category: 'unitName', unless },
    ...origin,
    ...own,
  },
  reason: '统一使用现行地名',
})

/** What the county's office has added, and its publicity office has confirmed. */
const kept: readonly object[] = [
  place('竹坞乡', '竹坞镇', ['竹坞乡志']),
  place('溪口镇', '溪口乡', ['老溪口镇']),
  {
    kind: 'body',
    payload: {
      full: '临溪县农业农村局',
      short: ['县农业农村局'],
      wrong: ['临溪县农业局', '临溪县农林局'],
      source: '机构改革方案（演示）',
    },
    reason: '机构改革后更名',
  },
  {
    kind: 'tenure',
    payload: {
      ...{ name: '岚知行', body: '临溪县人民政府', post: '县长', order: 1, from: '2024-03-01' },
      ...{ source: '任免公告（演示，虚构）', asOf: '2026-01-01' },
    },
    reason: '登记现任领导职务',
  },
  {
    kind: 'source',
    payload: {
      name: '临溪县人民政府网站',
      aliases: ['临溪政府网'],
      hosts: ['linxi.yanshi.example'],
      source: '稿源单位名单（演示）',
    },
    reason: '列入本地稿源',
  },
]

/** Waits for somebody of the county's office; its replay finds it in published titles. */
const proposed = {
  kind: 'term',
  payload: {
    ...{ list: '标题用语', text: '您关心的问题都在这里', suggest: [], severity: 'hint', category: 'banned' },
    why: '标题宜直接写明内容，不用泛泛之语。',
    basis: '县委宣传部编发要求（演示）',
    ...{ provenance: '县委宣传部整理（演示）', licence: '自编' },
  },
  reason: '规范标题用语，先行提示',
}

/** A unit's exception to the county's own word. */
const excused = {
  kind: 'accepted',
  payload: {
    ruleId: 'local.990101.本地地名#竹坞乡',
    text: '竹坞乡',
    severity: 'minor',
    reason: '引用历史文件名称，原文如此',
  },
  reason: '引用历史文件名称，原文如此',
}

/** 词库与规则: a county with words and knowledge of its own, a change under way, and one “此处无误”. */
export async function buildLexicon(stage: Stage): Promise<void> {
  for (const one of kept) {
    const { changeId } = await proposeEntry(await stage.as('linxi', workday(stage, 30)), EntryProposal.parse(one))
    const decision = { version: 1, decision: 'confirm' as const, reason: '' }
    await decideChange(await stage.as('publicity', workday(stage, 29)), changeId, decision)
  }
  await proposeEntry(await stage.as('editor', workday(stage, 10)), EntryProposal.parse(excused))
  await proposeEntry(await stage.as('publicity', workday(stage, 1, 15)), EntryProposal.parse(proposed))
  await stage.runJobs(stage.now)
  const { rows } = await changesPage(await stage.as('linxi', stage.now), { limit: 50, state: 'proposed' })
  stage.tell(`创建演示数据：词库与规则，待确认变更 ${rows.length} 项`)
}
