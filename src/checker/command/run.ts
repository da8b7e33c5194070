import type { Checker } from '../checker.ts'
import { type Finding, type Severity, severityNames } from '../finding.ts'
import type { Context, Day } from '../rule.ts'
import { type Arguments, help, readArguments } from './arguments.ts'
import { explained, isExplained } from './explained.ts'
import { type Input, readInput } from './read-input.ts'
import { type Checked, jsonReport, textReport } from './report.ts'

export type Streams = { out: (text: string) => void; err: (text: string) => void }

export const exitCodes = { done: 0, found: 1, unusable: 2 } as const

/** The command: reports on `out`, tells what could not be read on `err`, and answers its exit code. */
export async function run(typed: readonly string[], today: Day, { out, err }: Streams): Promise<number> {
  try {
    const given = readArguments(typed)
    if (given.help) {
      out(help)
      return exitCodes.done
    }
    return await check(given, given.on ?? today, { out, err })
  } catch (error) {
    if (!isExplained(error)) throw error
    err(error.message)
    return exitCodes.unusable
  }
}

async function check(given: Arguments, on: Day, { out, err }: Streams): Promise<number> {
  const checker = await makeChecker(given, on, err)
  const checked: Checked[] = []
  let unread = 0
  for (const file of given.files) {
    try {
      const input = await readInput(file)
      input.notices.forEach(err)
      checked.push(...checkInput(checker, input, given, on))
    } catch (error) {
      if (!isExplained(error)) throw error
      err(error.message)
      unread++
    }
  }
  out(await report(given, checked))
  if (unread > 0) return exitCodes.unusable
  const { failOn } = given
  const failed = failOn && checked.some(({ findings }) => findings.some((found) => isAtLeast(found, failOn)))
  return failed ? exitCodes.found : exitCodes.done
}

async function makeChecker(given: Arguments, on: Day, err: Streams['err']): Promise<Checker> {
  const [{ createChecker }, { shippedKnowledge }, { allRules }] = await Promise.all([
    import('../checker.ts'),
    import('../lexicon/shipped.ts'),
    import('../rules/all-rules.ts'),
  ])
  let knowledge = shippedKnowledge
  for (const file of given.knowledge) {
    const { withKnowledge } = await import('./knowledge-files.ts')
    knowledge = withKnowledge(knowledge, file, (await readInput(file)).text)
  }
  for (const file of given.lists) {
    const { readListFile } = await import('./list-files.ts')
    const { list, notices } = await readListFile(file, (await readInput(file)).text, on)
    notices.forEach(err)
    knowledge = { ...knowledge, lists: [...knowledge.lists, list] }
  }
  if (!given.typos) return createChecker({ rules: allRules, knowledge })
  const { shippedTypos } = await import('./typo-files.ts')
  return createChecker({ rules: allRules, knowledge, typos: shippedTypos() })
}

function checkInput(checker: Checker, input: Input, { lines, min, repostFrom }: Arguments, on: Day): Checked[] {
  const context: Context = {
    on,
    ...(repostFrom !== undefined && { origin: { kind: 'repost', sourceName: repostFrom } }),
    ...(input.qrCodes.length > 0 && { qrCodes: input.qrCodes }),
    ...(input.links.length > 0 && { links: input.links }),
  }
  const shown = (findings: readonly Finding[]) => findings.filter((found) => isAtLeast(found, min))
  if (!lines) {
    const found = shown(checker.check(input.text, context)).map((finding) => inSource(finding, input))
    return [{ input, findings: found.sort((a, b) => a.start - b.start || a.end - b.end) }]
  }
  if (input.kind === 'html') throw explained(`${input.file}：HTML 的一行不是一篇文本，不能用 --lines`)
  return input.text.split('\n').map((written, i) => {
    const text = written.replace(/\r$/, '')
    return { input, line: i + 1, findings: text === '' ? [] : shown(checker.check(text, context)) }
  })
}

/** A finding with the place and the wording that the source has. */
function inSource(found: Finding, { source, spanOf }: Input): Finding {
  const { start, end } = spanOf(found.start, found.end)
  return { ...found, start, end, text: source.slice(start, end) }
}

function isAtLeast({ severity }: Finding, least: Severity): boolean {
  return severityNames.indexOf(severity) <= severityNames.indexOf(least)
}

async function report({ format, files }: Arguments, checked: readonly Checked[]): Promise<string> {
  switch (format) {
    case 'json':
      return jsonReport(checked, files.length > 1)
    case 'text':
      return textReport(checked)
    case 'sarif':
      return (await import('./sarif.ts')).sarifReport(checked)
  }
}
