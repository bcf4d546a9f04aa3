/** Cancellation as every port promises it: an `AbortError`, decided by the signal and by nothing else. */
export function abortError(): DOMException {
  return new DOMException('The call was cancelled.', 'AbortError')
}

/** Throws an `AbortError` when the signal is aborted. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError()
}

/** Waits for shared work without owning it: an abort ends the wait, and the work goes on for others. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  stopIfAborted(signal)
  let stop: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortError())
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    if (stop) signal.removeEventListener('abort', stop)
  }
}
