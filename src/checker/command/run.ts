import type { Checker } from '../checker.ts'
import { type Finding, type Severity, severityNames } from '../finding.ts'
import type { Context, Day } from '../rule.ts'
import { type Arguments, help, readArguments } from './arguments.ts'
import { explained, isExplained } from './explained.ts'
import { type Input, readInput } from './read-input.ts'
import { type Checked, jsonReport, textReport } from './report.ts'

export type Streams = { out: (text: string) => void; err: (text: string) => void }
/** The key of a model is no argument: arguments are seen by everybody on the machine. */
type Surroundings = Streams & { modelKey?: string }

export const exitCodes = { done: 0, found: 1, unusable: 2 } as const

/** The command: reports on `out`, tells what could not be read on `err`, and answers its exit code. */
export async function run(typed: readonly string[], today: Day, { out, err, modelKey }: Surroundings): Promise<number> {
  try {
    const given = readArguments(typed, modelKey)
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
      checked.push(...(await checkInput(checker, input, given, { on, err })))
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

async function checkInput(
  checker: Checker,
  input: Input,
  { lines, min, repostFrom, model }: Arguments,
  { on, err }: { on: Day; err: Streams['err'] },
): Promise<Checked[]> {
  const context: Context = {
    on,
    ...(repostFrom !== undefined && { origin: { kind: 'repost', sourceName: repostFrom } }),
    ...(input.qrCodes.length > 0 && { qrCodes: input.qrCodes }),
    ...(input.links.length > 0 && { links: input.links }),
  }
  const find = async (text: string, name: string) => {
    const found = checker.check(text, context)
    // A model gives hints alone: where none are shown, none are asked for.
    const asked =
      model && min === 'hint' ? await (await import('./by-model.ts')).byModel(text, model, { name, err }) : []
    const all = asked.length > 0 ? checker.settle([...found, ...asked]) : found
    return all.filter((finding) => isAtLeast(finding, min))
  }
  const name = input.file === '-' ? '标准输入' : input.file
  if (!lines) {
    const found = (await find(input.text, name)).map((finding) => inSource(finding, input))
    return [{ input, findings: found.sort((a, b) => a.start - b.start || a.end - b.end) }]
  }
  if (input.kind === 'html') throw explained(`${input.file}：HTML 的一行不是一篇文本，不能用 --lines`)
  const checked: Checked[] = []
  for (const [i, written] of input.text.split('\n').entries()) {
    const text = written.replace(/\r$/, '')
    checked.push({ input, line: i + 1, findings: text === '' ? [] : await find(text, `${name}:${i + 1}`) })
  }
  return checked
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
