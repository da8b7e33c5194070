import type { Term, TermList } from '../../knowledge.ts'
import type { SetPhrase } from '../../rules/politics/phrase-deviation.ts'
import { bodyPhrases } from './body-phrases.data.ts'
import { setPhrases } from './set-phrases.data.ts'

/** Slips of set phrases that have been seen in practice, beside those that one character tells. */
export const knownPhraseSlips: TermList = {
  id: 'setPhrase.known',
  title: '固定提法常见错误',
  severity: 'grave',
  category: 'setPhrase',
  why: '党和国家文件中的固定提法须一字不差；写错、漏字、颠倒次序都属政治性差错。',
  basis: '党章和党的代表大会文件的表述',
  provenance: '自行整理：固定提法的同音、形近、颠倒写法；“扫黑险恶”“攻府”等见于政府网站普查通报的公开报道',
  licence: '本项目',
  asOf: '2026-11-27',
  terms: [
    ...termsOf(setPhrases),
    // “社会注意”也可以是“引起社会注意”，只认后面接着的词。
    ...['社会注意', '社会主意'].map((text) => ({
      text,
      suggest: ['社会主义'],
      after: ['核心价值', '现代化', '制度', '道路', '事业', '市场经济', '初级阶段', '法治', '先进文化', '精神文明'],
    })),
    {
      text: '社会主义核心价值关',
      suggest: ['社会主义核心价值观'],
      notAfter: ['系', '键', '联', '注', '节', '于', '乎', '切'],
    },
    { text: '共产觉', suggest: ['共产党'] },
    { text: '公产党', suggest: ['共产党'], unless: ['办公产党'] },
  ],
}

/** Slips in the names of the country and its organs that have been seen in practice. */
export const knownBodySlips: TermList = {
  id: 'institution.known',
  title: '国名机构名称常见错误',
  severity: 'grave',
  category: 'institution',
  why: '国名、国家机构名称写错，属严重表述错误。',
  basis: '《中华人民共和国宪法》第三章“国家机构”',
  provenance: '自行整理；“中华人民共合国”“攻府”等见于2015年全国政府网站普查的公开报道',
  licence: '本项目',
  asOf: '2026-11-27',
  terms: [
    ...termsOf(bodyPhrases),
    { text: '攻府', suggest: ['政府'], unless: ['进攻府', '围攻府', '主攻府', '强攻府', '攻府城', '攻府衙'] },
    { text: '省攻府', suggest: ['省政府'] },
    { text: '政俯', suggest: ['政府'] },
  ],
}

function termsOf(phrases: readonly SetPhrase[]): Term[] {
  return phrases.flatMap(({ right, wrongs = [], minor }) =>
    wrongs.map((text) => ({ text, suggest: [right], ...(minor ? { severity: 'minor' as const } : {}) })),
  )
}
