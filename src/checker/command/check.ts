import { run } from './run.ts'

// The offices that use this are all in one time zone; a server that runs on UTC must not be a day late.
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), today, {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  ...(process.env.ZHENGMEI_MODEL_KEY && { modelKey: process.env.ZHENGMEI_MODEL_KEY }),
})
