import type { Term, TermList } from '../../knowledge.ts'

const xinhua2016 = '《新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）》'
const shared = {
  provenance: '依据所列文件的要求自行编写，语境条件系自行整理',
  licence: '本项目',
  asOf: '2026-11-27',
}

/** Peoples under names that are short, old or insulting. */
export const ethnicTerms: TermList = {
  id: 'ethnic.terms',
  title: '民族宗教用语',
  severity: 'grave',
  category: 'ethnic',
  why: '对各民族须用规范的全称，不得随意简称，不得使用带有侮辱性的旧称；民族与宗教不能混为一谈。',
  basis: `${xinhua2016}民族宗教类第24条至第31条`,
  ...shared,
  terms: [
    ...shortened('维族', '维吾尔族', ['思', '纤', '多', '三', '四', '运', '二', '一', '高', '恭', '国']),
    ...shortened('蒙族', '蒙古族', ['启', '同', '阿', '刘']),
    ...shortened('鲜族', '朝鲜族', ['朝', '生', '海', '尝', '新', '果', '保', '锁']),
    { text: '少数民族蛮子', suggest: [] },
    { text: '回回民族', suggest: ['回族'], notNear: ['历史', '元代', '明代', '问题》', '研究'] },
    {
      text: '蒙古大夫',
      suggest: ['庸医'],
      severity: 'hint',
      before: ['个', '的', '是', '“', '成'],
      notNear: ['蒙医', '内蒙古', '蒙药'],
    },
    ...['摩梭', '撒尼', '穿青', '川青', '僜'].map((people) => ({
      text: `${people}族`,
      suggest: [`${people}人`],
      notNear: ['不能称', '不得称'],
    })),
    {
      text: '维吾尔人',
      suggest: ['维吾尔族群众'],
      unless: ['维吾尔人民', '维吾尔人大', '维吾尔人口'],
      notNear: ['古代', '历史', '唐', '元代', '清代', '回鹘', '世纪'],
    },
    { text: '突厥族', suggest: [], severity: 'minor', notNear: ['古代', '历史', '不能', '世纪', '隋', '唐'] },
    { text: '回族就是伊斯兰教', suggest: [] },
    { text: '伊斯兰教就是回族', suggest: [] },
    {
      text: '少数民族上层人士',
      suggest: [],
      severity: 'hint',
      notNear: ['历史', '解放', '建国初', '成立初', '1949', '195'],
    },
  ],
}

/** People and what befalls them, said without disdain. */
export const personTerms: TermList = {
  id: 'banned.person-terms',
  title: '对人的称呼',
  severity: 'hint',
  category: 'banned',
  why: '公开报道应当尊重人格尊严，使用规范、平等的称呼。',
  basis: `${xinhua2016}时政和社会生活类第1条`,
  ...shared,
  terms: [
    { text: '残废人', suggest: ['残疾人'], unless: ['伤残废人'] },
    ...disability('瞎子', '盲人', ['瞎子摸象', '瞎子点灯', '瞎子阿炳', '《瞎子', '瞎子摸鱼', '睁眼瞎子']),
    ...disability('聋子', '聋人', ['聋子的耳朵', '《聋子']),
    ...disability('傻子', '智力障碍者', ['傻子瓜子', '《傻子']),
    ...disability('独眼龙', '残疾人', ['《独眼龙']),
    ...disability('弱智', '智力障碍', ['《弱智']),
    // “村长”也出现在“农村长大”“乡村长期”之中：只认作称呼时的上下文。
    ...['说', '表示', '介绍', '带领', '带着', '兼', '告诉', '组织'].map((after) => ({
      text: `村长${after}`,
      suggest: [`村委会主任${after}`],
      basis: `${xinhua2016}时政和社会生活类`,
      notBefore: ['乡', '农', '名誉', '荣誉', '数字', '副'],
      notNear: ['旧社会', '民国', '小说', '电影', '剧', '名誉', '荣誉'],
    })),
    ...['老村长', '原村长', '村长助理'].map((text) => ({
      text,
      suggest: [text.replace('村长', '村委会主任')],
      basis: `${xinhua2016}时政和社会生活类`,
      unless: ['农村长', '乡村长', '中原村长', '平原村长', '古老村长', '高原村长', '草原村长'],
      notAfter: ['期', '大', '远', '效', '廊', '势', '久'],
      notNear: ['小说', '电影', '剧', '《'],
    })),
    ...['金马', '金像', '金鸡', '百花', '戛纳', '双料', '新晋'].flatMap((before) =>
      ['影帝', '影后'].map((text) => ({
        text: before + text,
        suggest: ['著名演员'],
        basis: `${xinhua2016}时政和社会生活类第4条`,
      })),
    ),
    ...['药到病除', '疗效最佳'].map((text) => ({
      text,
      suggest: [],
      near: ['药', '治疗', '疗法', '诊疗'],
      notNear: [
        '不得',
        '虚假',
        '警惕',
        '谨防',
        '骗',
        '夸大',
        '广告法',
        '严禁',
        '宣称',
        '打假',
        '查处',
        '含有',
        '绝对化',
      ],
      basis: `${xinhua2016}时政和社会生活类第3条；《中华人民共和国广告法》第十六条`,
    })),
    ...['践行八荣八耻', '践行“八荣八耻”'].map((text) => ({
      text,
      suggest: ['践行社会主义荣辱观'],
      basis: `${xinhua2016}时政和社会生活类第8条`,
    })),
    {
      text: '隆重召开',
      suggest: ['召开'],
      basis: `${xinhua2016}时政和社会生活类第5条`,
      notNear: ['中央', '国务院', '党代会', '全国', '代表大会', '两会', '人大', '政协', '代表会议', '全会', '周年'],
    },
    ...['在', '从', '到', '早在', '自', '于', '是'].flatMap((before) =>
      ['解放前', '解放后'].map((text) => ({
        text: before + text,
        suggest: [`${before}新中国成立${text.slice(2)}`],
        basis: `${xinhua2016}时政和社会生活类`,
        notAfter: ['夕', '线', '沿', '途', '提', '进', '景', '方', '勤', '台', '盾', '续'],
        notNear: ['和平解放', '西藏', '思想解放', '战役'],
      })),
    ),
  ],
}

/** Swear words, as the 2016 list names them. Latin shorthand is left out: SB/T and NB/T are standards. */
export const vulgarTerms: TermList = {
  id: 'banned.vulgar',
  title: '不文明用语',
  severity: 'grave',
  category: 'banned',
  why: '政务新媒体不得使用低俗、不文明的网络用语。',
  basis: `${xinhua2016}时政和社会生活类第9条`,
  ...shared,
  terms: ['装逼', '牛逼', '傻逼', '撕逼', '苦逼', '逗逼', '草泥马', '特么的', '法克鱿', '玛拉戈壁'].map((text) => ({
    text,
    suggest: [''],
    evasion: 'separated' as const,
    ...(text === '特么的' ? { unless: ['什么特么的'] } : {}),
    ...(text.endsWith('逼') ? { notAfter: ['近', '真', '迫', '退', '供', '婚'] } : {}),
  })),
}

/** The short name directly before a word for people, so that 思维族群 and 海鲜族 stay what they are. */
function shortened(text: string, right: string, notBefore: readonly string[]): Term[] {
  const people = [
    '群众',
    '同胞',
    '干部',
    '学生',
    '姑娘',
    '小伙',
    '青年',
    '老人',
    '居民',
    '村民',
    '大叔',
    '大妈',
    '大娘',
    '妇女',
    '儿童',
    '人',
    '家庭',
    '职工',
    '教师',
    '乡亲',
    '同志',
  ]
  return [{ text, suggest: [right], after: people, notBefore, notNear: ['不能简称', '不得简称'] }]
}

/** An insulting word where the sentence really speaks of disabled people. */
function disability(text: string, right: string, unless: readonly string[]): Term[] {
  const near = ['残疾', '助残', '残联', '视力', '听力', '帮扶', '低保', '特殊教育', '救助', '患者', '村民', '贫困']
  return [{ text, suggest: [right], unless, near, notNear: ['不使用', '不得使用', '蔑称', '不称'] }]
}
