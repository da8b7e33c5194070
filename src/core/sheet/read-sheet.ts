import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode, errorTable } from '../error.ts'
import type { WorkerInput, WorkerMessage } from './read-sheet.worker.ts'
import { type SheetLimits, type SheetRead, sheetLimits } from './sheet.ts'

export type ReadOptions = Partial<SheetLimits> & { sheetName?: string }

/** Each worker may take half a gigabyte, so few run at once and the others wait their turn. */
const mostWorkers = 2
let running = 0
const waiting: (() => void)[] = []

/**
 * Reads an untrusted spreadsheet in a thread of its own, which has its own memory and time limit: whatever the file
 * does there, the server goes on. Refusals are `AppError`s with a `FILE_…` code, `detail.reason` saying more and
 * `detail.row` where there is one.
 */
export async function readSheet(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<SheetRead> {
  const { sheetName, ...changed } = options
  const limits = { ...sheetLimits, ...changed }
  if (bytes.length > limits.maxBytes) {
    const reason = `文件超过 ${Math.floor(limits.maxBytes / 1024 / 1024)} MiB`
    throw new AppError('FILE_TOO_LARGE', { file: name, limit: limits.maxBytes, reason })
  }
  await turn()
  try {
    // A copy of its own goes over to the worker: the caller keeps his, and no neighbour in a shared buffer travels along.
    return await runWorker({ bytes: new Uint8Array(bytes), limits, sheetName })
  } catch (error) {
    if (error instanceof AppError) throw new AppError(error.code, { file: name, ...error.detail })
    throw error
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

async function turn() {
  while (running >= mostWorkers) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
}

async function runWorker(input: WorkerInput & { bytes: Uint8Array<ArrayBuffer> }): Promise<SheetRead> {
  const { limits } = input
  const worker = new Worker(new URL('./read-sheet.worker.ts', import.meta.url), {
    workerData: input,
    transferList: [input.bytes.buffer],
    env: {}, // a parser led astray finds no secrets here
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMiB, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  })
  worker.stdout.resume() // what the parsers have to say about a broken file is no news for our log
  worker.stderr.resume()
  try {
    return await collect(worker, limits)
  } finally {
    await worker.terminate()
  }
}

function collect(worker: Worker, limits: SheetLimits): Promise<SheetRead> {
  const rows: string[][] = []
  const rowNumbers: number[] = []
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new AppError('FILE_TOO_COMPLEX', { reason }))
    const timer = setTimeout(() => refuse(`读取超过 ${limits.timeoutMs / 1000} 秒`), limits.timeoutMs)
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'rows':
          for (const row of message.rows) rows.push(row)
          for (const number of message.rowNumbers) rowNumbers.push(number)
          return
        case 'done':
          clearTimeout(timer)
          resolve({ ...message.rest, rows, rowNumbers })
          return
        case 'refused':
          clearTimeout(timer)
          reject(refusal(message.code, message.detail))
          return
        case 'crashed':
          clearTimeout(timer)
          reject(new Error(`reading a spreadsheet failed: ${message.stack}`))
          return
        default:
          message satisfies never
      }
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') refuse(`读取所需内存超过 ${limits.memoryMiB} MiB`)
      else reject(error)
    })
    worker.on('exit', () => {
      clearTimeout(timer)
      reject(new Error('the spreadsheet worker ended without an answer'))
    })
  })
}

function refusal(code: string, detail: Record<string, unknown>): Error {
  return isErrorCode(code) ? new AppError(code, detail) : new Error(`unknown refusal ${code}`)
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code)
}
