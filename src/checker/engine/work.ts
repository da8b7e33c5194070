/** Work in small steps; each tells how many units it was worth, so that whoever drives it can stop in between. */
export type Work<T> = Generator<number, T, void>

/** Does all of it at once. */
export function drain<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/**
 * Does it in slices of about `unitsPerSlice` and waits for `pause` after each; `pause` is told what the slice was
 * worth. What it waits for (a timer, the next frame) is the caller's affair.
 */
export async function drainInSlices<T>(
  work: Work<T>,
  pause: (units: number) => Promise<void>,
  unitsPerSlice = 20_000,
): Promise<T> {
  let units = 0
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    units += step.value
    if (units < unitsPerSlice) continue
    await pause(units)
    units = 0
  }
}
