import { beijingTime } from '../core/clock.rules.ts'
import { originKinds } from './draft.rules.ts'
import type { FrozenOutgoing, FrozenPicture } from './publication.rules.ts'

type File = Pick<FrozenPicture, 'id' | 'name' | 'mediaType' | 'sha256'>
/** A file of the package: words as they are, or one of the frozen files. */
export type Entry = { path: string } & ({ text: string } | { file: File })

export type PackageFacts = {
  number: string
  platformZh: string
  accountName: string
  scheduledAt: Date
  hash: string
  outgoing: FrozenOutgoing
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
}

/** 交接包: what a person needs to publish it by hand, exactly as it was signed, pictures numbered in their order. */
export function packageOf(facts: PackageFacts): Entry[] {
  const { outgoing: out } = facts
  const pictures = out.pictures.map((one, n) => ({ path: `图片/${numbered(n + 1, one)}`, file: one }))
  const paths = new Map(pictures.map(({ path, file }) => [file.id, path]))
  return [
    { path: '步骤说明.txt', text: lines(stepsOf(facts)) },
    { path: '标题.txt', text: lines([out.title]) },
    ...(out.digest ? [{ path: '摘要.txt', text: lines([out.digest]) }] : []),
    { path: '正文.txt', text: lines(out.text.split('\n')) },
    { path: '正文.html', text: pageOf(out, paths) },
    ...(out.cover ? [{ path: `封面/${safeName(out.cover)}`, file: out.cover }] : []),
    ...pictures,
    ...(out.video ? [{ path: `视频/${safeName(out.video)}`, file: out.video }] : []),
    ...out.attachments.map((file, n) => ({ path: `附件/${numbered(n + 1, file)}`, file })),
  ]
}

function stepsOf({ number, platformZh, accountName, scheduledAt, hash, outgoing: out }: PackageFacts): string[] {
  const { origin } = out
  const steps = [
    `登录${platformZh}账号“${accountName}”的后台，新建作品。`,
    `将“标题.txt”中的标题${out.digest ? '、“摘要.txt”中的摘要' : ''}原样填入。`,
    '将“正文.html”在浏览器中打开，全选后粘贴到编辑区；平台不接受格式的，改用“正文.txt”。',
    ...(out.pictures.length > 0
      ? [`按编号顺序插入“图片”文件夹中的 ${out.pictures.length} 张图片，位置与“正文.html”一致。`]
      : []),
    ...(out.cover ? ['封面使用“封面”文件夹中的图片。'] : []),
    ...(out.video ? ['上传“视频”文件夹中的视频。'] : []),
    ...(out.attachments.length > 0 ? ['按平台要求添加“附件”文件夹中的文件。'] : []),
    ...(out.link ? [`链接（阅读原文）填写：${out.link}`] : []),
    origin.kind === 'original'
      ? '平台要求声明的，选择“原创”。'
      : `平台要求声明的，选择“${originKinds[origin.kind]}”，来源填写：${origin.sourceName || '（无）'}`,
    `请在 ${beijingTime(scheduledAt)}（北京时间）发布。内容已经三审通过，不得改动；须改动的，请退回重新送审。`,
    '发布后复制作品网址，在“发布登记”中登记网址和发布时间，系统将自动核对。',
  ]
  return [`登记号：${number}`, `内容校验值：${hash}`, '', ...steps.map((step, n) => `${n + 1}. ${step}`)]
}

const lines = (texts: readonly string[]) => `\ufeff${texts.join('\r\n')}\r\n`

function pageOf(out: FrozenOutgoing, paths: ReadonlyMap<string, string>): string {
  const body = out.html.replace(/data-picture="([^"]+)"/g, (whole, id: string) => {
    const path = paths.get(id)
    return path === undefined ? whole : `src="${escaped(path.split('/').map(encodeURIComponent).join('/'))}"`
  })
  const author = out.author ? `<p>${escaped(out.author)}</p>\n` : ''
  return `<!doctype html>\n<html lang="zh-CN">\n<head><meta charset="utf-8"><title>${escaped(out.title)}</title></head>\n<body>\n<h1>${escaped(out.title)}</h1>\n${author}${body}\n</body>\n</html>\n`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}

const numbered = (n: number, file: File) => `${String(n).padStart(2, '0')}-${safeName(file)}`

/** A name that every system can store, with the ending of what the file is. */
function safeName({ name, mediaType }: File): string {
  const ending = extensions[mediaType] ?? /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'bin'
  const stem = name
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[ .]+|[ .]+$/g, '')
  return `${[...stem].slice(0, 60).join('') || '文件'}.${ending}`
}
