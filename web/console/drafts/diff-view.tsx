import type { z } from 'zod'
import type { DiffPart } from '../../../src/publishing/drafts.contract.ts'

type Parts = readonly z.output<typeof DiffPart>[]

/** What came and went, word by word. Each is known by its mark as well as by its colour. */
export function DiffView({ parts, none }: { parts: Parts; none: string }) {
  const changed = parts.filter(({ pieces }) => pieces.some(({ kind }) => kind !== 'same'))
  if (changed.length === 0) return <p>{none}</p>
  return (
    <div className="draft-diff">
      <p className="quiet">
        <ins>加入的文字</ins>，<del>删去的文字</del>
      </p>
      {changed.map(({ part, zh, pieces }) => (
        <section key={part} aria-label={zh}>
          <h4>{zh}</h4>
          <div className="draft-diff-text reading">
            {shortened(pieces).map((piece, n) => {
              const key = `${n}${piece.kind}`
              if (piece.kind === 'added') {
                return (
                  <ins key={key}>
                    <span className="visually-hidden">加入：</span>
                    {piece.text}
                  </ins>
                )
              }
              if (piece.kind === 'removed') {
                return (
                  <del key={key}>
                    <span className="visually-hidden">删去：</span>
                    {piece.text}
                  </del>
                )
              }
              return <span key={key}>{piece.text}</span>
            })}
          </div>
        </section>
      ))}
    </div>
  )
}

/** Of what stayed the same, as much is shown on either side as is needed to find the place. */
const around = 80

type Piece = Parts[number]['pieces'][number]

export function shortened(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, n) => {
    if (piece.kind !== 'same' || piece.text.length <= around * 2 + 20) return piece
    const head = n === 0 ? '' : piece.text.slice(0, around)
    const tail = n === pieces.length - 1 ? '' : piece.text.slice(-around)
    return { ...piece, text: `${head}……${tail}` }
  })
}
