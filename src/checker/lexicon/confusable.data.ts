import type { TermList } from '../knowledge.ts'

/** Words written with the wrong one of two like characters, wrong wherever they stand. */
export const confusableWords: TermList = {
  id: 'confusable.words',
  title: '易混词',
  severity: 'minor',
  category: 'confusable',
  why: '两字音同形近，规范写法只有一种。',
  basis: '《现代汉语词典》（第7版）',
  provenance: '自行整理',
  licence: '本项目',
  asOf: '2026-11-27',
  terms: [
    { text: '帐号', suggest: ['账号'] },
    { text: '帐户', suggest: ['账户'] },
    { text: '布署', suggest: ['部署'], unless: ['发布署名', '公布署名'] },
  ],
}
