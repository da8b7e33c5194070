import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.join(import.meta.dirname, '../../package.json')

/** This release, as package.json names it. */
export const programVersion: string = JSON.parse(readFileSync(file, 'utf8')).version
