import { parseArgs } from 'node:util'
import { type Severity, severities, severityNames } from '../finding.ts'
import type { ModelEndpoint } from '../typos/model-endpoint.ts'
import { explained } from './explained.ts'

export const formats = ['json', 'text', 'sarif'] as const
export type Format = (typeof formats)[number]

export type Arguments = {
  help: boolean
  format: Format
  /** Each input line is a document of its own. */
  lines: boolean
  /** The day as of which texts are judged; today if absent. */
  on?: string
  /** The least grave findings that are shown. */
  min: Severity
  /** From which severity on findings make the command fail; absent: findings are no failure. */
  failOn?: Severity
  knowledge: readonly string[]
  lists: readonly string[]
  typos: boolean
  /** A language model that is asked as well; absent: nothing leaves the machine. */
  model?: ModelEndpoint
  /** The texts are reposts from here (§7.1, §8.1.2). */
  repostFrom?: string
  files: readonly string[]
}

export const help = `用法：npm run -s check -- [选项] 文件…

检查文本中的错误，把发现的问题写到标准输出。文件可以是纯文本、.docx 或 .html，可以有多个；“-”表示标准输入。

  --format json|text|sarif   输出格式，默认 text；json 为数组，每项含
                             ruleId、category、severity、start、end、text、suggestion、message
  --lines                    每行作为一篇独立的文本，结果加 line（从 1 起），位置从行首算起
  --on YYYY-MM-DD            按这一天的情况判断（职务、文件效力等），默认今天
  --min 严重|一般|提示       只显示这一级及更重的问题，默认提示（全部显示）
  --fail-on 严重|一般|提示   发现这一级及更重的问题时，退出码为 1
  --repost-from 单位         这些文本是转载，来源是该单位
  --knowledge 文件.json      加入政策、稿源、职务、单位名称、词库等资料（可多次）
  --list 文件                加入自有词表，.txt、.csv 或 .json（可多次）
  --no-typos                 不查需要统计模型的错别字
  --model-url 网址           另请语言模型检查：全文发送到这一接口（OpenAI 兼容），
                             不给则不发送任何内容；须同时给出 --model-name
  --model-name 名称          模型名称；密钥取自环境变量 ZHENGMEI_MODEL_KEY
  --help                     显示本说明

退出码：0 已检查；1 有达到 --fail-on 的问题；2 用法有误，或有文件无法读取。`

/** What was typed, understood; throws an explained error where it cannot be. */
export function readArguments(typed: readonly string[], modelKey?: string): Arguments {
  const { values, positionals } = parsed(typed)
  if (!values.help && positionals.length === 0) throw explained('没有指定要检查的文件；“-”表示标准输入')
  if (positionals.filter((file) => file === '-').length > 1) throw explained('标准输入（-）只能指定一次')
  const model = modelOf(values['model-url'], values['model-name'], modelKey)
  return {
    help: values.help,
    format: oneOf('--format', formats, values.format),
    lines: values.lines,
    min: severityOf('--min', values.min),
    knowledge: values.knowledge,
    lists: values.list,
    typos: !values['no-typos'],
    files: positionals,
    ...(model && { model }),
    ...(values.on !== undefined && { on: dayOf(values.on) }),
    ...(values['fail-on'] !== undefined && { failOn: severityOf('--fail-on', values['fail-on']) }),
    ...(values['repost-from'] !== undefined && { repostFrom: values['repost-from'] }),
  }
}

function parsed(typed: readonly string[]) {
  try {
    return parseArgs({
      args: [...typed],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        format: { type: 'string', default: 'text' },
        lines: { type: 'boolean', default: false },
        on: { type: 'string' },
        min: { type: 'string', default: severities.hint },
        'fail-on': { type: 'string' },
        'repost-from': { type: 'string' },
        knowledge: { type: 'string', multiple: true, default: [] },
        list: { type: 'string', multiple: true, default: [] },
        'no-typos': { type: 'boolean', default: false },
        'model-url': { type: 'string' },
        'model-name': { type: 'string' },
      },
    })
  } catch (error) {
    const option = error instanceof Error ? /'(-[^' ]*)/.exec(error.message)?.[1] : undefined
    throw explained(option ? `选项 ${option} 不认识，或缺少、多了取值；--help 显示用法` : '用法有误；--help 显示用法')
  }
}

function oneOf<T extends string>(option: string, allowed: readonly T[], given: string): T {
  const found = allowed.find((value) => value === given)
  if (found === undefined) throw explained(`${option} 应为 ${allowed.join('、')} 之一，而不是“${given}”`)
  return found
}

/** 严重 or `grave`: people type the one, scripts pass on the other. */
function severityOf(option: string, given: string): Severity {
  const found = severityNames.find((name) => name === given || severities[name] === given)
  if (!found) throw explained(`${option} 应为 ${Object.values(severities).join('、')} 之一，而不是“${given}”`)
  return found
}

function modelOf(url: string | undefined, model: string | undefined, key?: string): ModelEndpoint | undefined {
  if (url === undefined && model === undefined) return undefined
  if (!url || !model) throw explained('--model-url 和 --model-name 须一起给出')
  const there = URL.canParse(url) ? new URL(url) : undefined
  if (there?.protocol !== 'https:' && there?.protocol !== 'http:') {
    throw explained(`--model-url 应为 http:// 或 https:// 开头的网址，而不是“${url}”`)
  }
  if (there.username || there.password) {
    throw explained('--model-url 中不要写用户名和密码；密钥放在环境变量 ZHENGMEI_MODEL_KEY 中')
  }
  return { url, model, ...(key ? { key } : {}) }
}

function dayOf(given: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(given) ? new Date(`${given}T00:00:00Z`) : undefined
  const there = date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given)
  if (!there) throw explained(`--on 应为 YYYY-MM-DD 形式的日期，而不是“${given}”`)
  return given
}
