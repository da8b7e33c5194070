import type { Severity } from '../../finding.ts'

const standard = '《标点符号用法》（GB/T 15834—2011）'

/** One fault of punctuation, matched in the text as written. `right` may refer to groups as `$1`; absent: a person decides. */
export type MarkFault = { find: RegExp; right?: string; say: string; severity?: Severity; clause: string }

// biome-ignore format: read as a table
export const markFaults: readonly MarkFault[] = [
  { find: /(?<![。.])。。(?![。.])/g, right: '。', say: '句号重复', clause: `${standard}4.1` },
  { find: /，，+/g, right: '，', say: '逗号重复', clause: `${standard}4.4` },
  { find: /(?<!、)、、(?!、)/g, right: '、', say: '顿号重复', clause: `${standard}4.5` },
  { find: /；；+/g, right: '；', say: '分号重复', clause: `${standard}4.6` },
  { find: /：：+/g, right: '：', say: '冒号重复', clause: `${standard}4.7` },
  { find: /[，、；：]。/g, right: '。', say: '句末多了一个点号', clause: `${standard}4.1` },
  { find: /。[，、；：]/g, say: '两个点号连用，请留一个', clause: `${standard}4.1` },
  { find: /，[、；]|、[，；]|；[，、]|：[，、；]/g, say: '两个点号连用，请留一个', clause: `${standard}4.4至4.7` },
  { find: /[《（【“](?=[，。、；：])(?![，。、；：][》）】”])/g, say: '前半个标号后面不应紧跟点号', clause: `${standard}5.1.3` },
  { find: /[，、；：](?=[》）】])(?<![《（【][，、；：])/g, right: '', say: '后半个标号前面不应有点号', clause: `${standard}5.1.3` },
  { find: /。{3,}/g, right: '……', say: '省略号应为六个居中的圆点', clause: `${standard}4.11、5.1.5` },
  { find: /(?<=[一-龥])\.{3}(?:\.{3})?(?=[一-龥”])/g, right: '……', say: '省略号应为六个居中的圆点', clause: `${standard}4.11、5.1.5` },
  { find: /、{3,}/g, right: '……', say: '列举未尽用省略号', clause: `${standard}4.11` },
  { find: /(?<=[一-龥])等……|……等(?=[。，；）])/g, right: '等', say: '“等”与省略号意思重复，请留一个', severity: 'hint', clause: `${standard}4.11` },
  { find: /(?<=[一-龥”》）])(?:--|－－)(?=[一-龥“《])/g, right: '——', say: '破折号应为占两个字位置的一条横线', clause: `${standard}4.10、5.1.4` },
  { find: /(?<=^[\s　]{0,8}(?:[一二三四五六七八九]|[一二三四五六]?十[一二三四五六七八九]?))[，,.．](?=[一-龥]{2,20}\s{0,8}$)/g, right: '、', say: '不带括号的汉字数字作序号，后用顿号', clause: `${standard}附录B.3.2` },
  { find: /(?<=^[\s　]{0,8}[（(][一二三四五六七八九十0-9]{1,3}[）)])[、，,.．](?=[一-龥])/g, right: '', say: '带括号的序号后面不用点号', clause: `${standard}附录B.3.4` },
  { find: /(?<=(?:^|[。；])[\s　]{0,8}(?:第[一二三四五六七八九十]|其[一二三四五]|首先|其次|最后))、(?=[一-龥])(?!第|其[一二三四五次]|最后|再次|首)/g, right: '，', say: '“第一”“其一”“首先”作序次语，后用逗号', severity: 'hint', clause: `${standard}附录B.3.1` },
  { find: /(?<=《[^《》〈〉\n]{1,60})《(?=[^《》〈〉\n]{1,60}》[^《》〈〉\n]{0,60}》)/g, right: '〈', say: '书名号里面再用书名号，里面一层用单书名号“〈〉”', severity: 'hint', clause: `${standard}4.15.3.5` },
  { find: /！{4,}/g, right: '！', say: '叹号最多叠用三个', clause: standard },
  { find: /？{4,}/g, right: '？', say: '问号最多叠用三个', clause: standard },
  { find: /<<(?=[一-龥]{2,40}>>)/g, right: '《', say: '书名号应为“《》”', clause: standard },
  { find: /(?<=<<[一-龥]{2,40})>>/g, right: '》', say: '书名号应为“《》”', clause: standard },
  { find: /(?<=[一-龥])\.{2,6}(?=等)/g, right: '', say: '列举未尽用“等”，不再用圆点', clause: standard },
  { find: /。”。/g, right: '。”', say: '引号内外的句号重复，请留一个', clause: standard },
  { find: /、(?=(?:和|与)(?!谐|平|解|美|合|睦|田|县|气|蔼|会|老|其)[一-龥])/g, right: '', say: '“和”“与”前不用顿号', severity: 'hint', clause: standard },
  { find: /(?<=一是[^。；，\n]{2,60})、(?=二是)/g, right: '；', say: '“一是……二是……”之间用分号或者逗号', clause: standard },
]
