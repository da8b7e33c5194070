import { type DragEvent, type ReactNode, useState } from 'react'

type Given = { onFile: (file: File) => void; children: ReactNode }

/** Where the text stands; a file may be dropped anywhere on it. */
export function TextPanel({ onFile, children }: Given) {
  const [over, setOver] = useState(false)
  const holdsFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')
  return (
    <section
      className={over ? 'panel check-text check-dropping' : 'panel check-text'}
      aria-label="原文"
      onDragOver={(event) => {
        if (!holdsFile(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false)
        const [file] = event.dataTransfer.files
        if (!file) return
        event.preventDefault()
        onFile(file)
      }}
    >
      {children}
    </section>
  )
}
