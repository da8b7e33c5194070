import path from 'node:path'

/** Where the anchors of an installation are kept. Copy them to another machine to be safe from who owns this one. */
export function anchorsFile(environment: NodeJS.ProcessEnv): string {
  return path.join(environment.DATA_DIR ?? './data', 'audit-anchors.jsonl')
}
