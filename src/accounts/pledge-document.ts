import { AlignmentType } from 'docx'
import {
  blank,
  faces,
  officialPaper,
  oneCharacter,
  paragraph,
  paragraphs,
  titleParagraph,
  twoCharacters,
} from '../core/official-paper.ts'
import type { OpeningForm } from './opening-form.rules.ts'
import { countText } from './opening-paper.rules.ts'
import { platformZh } from './platforms.rules.ts'

const title = '账号开设承诺函'
/** Where a word is still missing there is room to write it. */
const gap = '＿＿＿＿＿＿'
/** Where the lines to sign begin: room to the left, and to the right for a unit's name. */
const signedFrom = 8 * oneCharacter

/**
 * 《账号开设承诺函》 (§6.1.2) as a Word document: what the unit pledges to its supervisor, with the numbers of 表1 and
 * places for the signature of its head, the seal and the date.
 */
export function pledgeDocument(given: {
  form: OpeningForm
  unitName: string
  supervisorName: string
  demo: boolean
}): Promise<Uint8Array> {
  const { form, unitName } = given
  return officialPaper({
    title,
    creator: unitName,
    demo: given.demo,
    children: [
      titleParagraph(title),
      blank(),
      paragraph(`${given.supervisorName || gap}：`),
      ...pledgeText(form).flatMap(({ kind, text }) =>
        paragraphs(text, {
          face: kind === 'head' ? faces.h1 : faces.body,
          indent: { firstLine: twoCharacters },
          alignment: AlignmentType.BOTH,
          keepNext: kind === 'head',
        }),
      ),
      blank(),
      ...[
        '主要领导（签字）：',
        `单位（盖章）：${unitName || gap}`,
        `日期：${'　'.repeat(3)}年${'　'.repeat(2)}月${'　'.repeat(2)}日`,
      ].map((words, at) =>
        paragraph(words, {
          indent: { left: signedFrom },
          keepNext: at < 2,
          keepLines: true,
        }),
      ),
    ],
  })
}

type Pledge = { kind: 'head' | 'text'; text: string }

function pledgeText(form: OpeningForm): Pledge[] {
  const where = form.platform ? platformZh(form.platform, form.variant) : gap
  const head = form.head || gap
  return [
    text(
      `我单位拟在${where}平台开设政务新媒体账号“${form.name || gap}”，认证主体拟为${form.certifiedBody || gap}。根据《浙江省基层政务新媒体规范化建设指南》6.1.2 的要求，现就该账号的开设和运营承诺如下：`,
    ),
    heading('一、按规定申请开设'),
    text(
      '保证《账号开设申请表》及所附材料真实、准确、完整。通过浙江省政务新媒体管理平台发起开设申请，经审核通过后再向新媒体平台运营方申请账号。账号主体和认证主体均为单位，不以内设处（室）或个人的名义注册、认证。',
    ),
    heading('二、一年内达到的运营效果'),
    text('自账号开设之日起一年内，达到以下运营效果：'),
    ...promises(form).map((words, at) => text(`${at + 1}．${words}`)),
    heading('三、规范账号运营'),
    text(
      '落实申请表所列人员、内容、安全和经费保障，严格执行信息审核发布、账号及密码保管、工作交接和值班值守制度，做到内容持续更新、互动及时回应，严防发生安全、泄密事故。',
    ),
    heading('四、接受监督并承担后果'),
    text(
      '账号运营期间，如出现安全、泄密事故，内容不更新，互动回应差等严重问题，接受将该账号认定为不合格账号，并立即予以注销。',
    ),
    text(
      '开设 1 年后接受对账号运营情况的综合考量，如符合本地区政务新媒体退出机制所规定的标准，或者未实现上述承诺事项，按要求注销该账号，原则上 1 年内不再申请新开账号。',
    ),
    text(`以上承诺由我单位主要领导${head}负总责。特此承诺。`),
  ]
}

function promises(form: OpeningForm): string[] {
  return [
    `粉丝数达到 ${countText(form.followers) || gap} 人；`,
    `每月发布信息不少于 ${countText(form.postsPerMonth) || gap} 条；`,
    `平均阅读量达到 ${countText(form.averageReads) || gap} 次${form.pledgeNote ? '；' : '。'}`,
    ...(form.pledgeNote ? [form.pledgeNote] : []),
  ]
}

const heading = (words: string): Pledge => ({ kind: 'head', text: words })
const text = (words: string): Pledge => ({ kind: 'text', text: words })
