/**
 * Progress on its way to the caller: numbered, and sent at most once per interval. What piles up inside an interval
 * goes out together; beyond `keep` reports the oldest are dropped, which the contract allows.
 */
const intervalMs = 40
const keep = 64

export interface ProgressSender {
  report(progress: unknown): void
  /** Sends what is still waiting; nothing is sent afterwards. */
  end(): void
}

/** Numbers reports from 1 and hands them to `send` in order. */
export function createProgressSender(send: (sequence: number, progress: unknown) => void): ProgressSender {
  let waiting: { sequence: number; progress: unknown }[] = []
  let sequence = 0
  let timer: NodeJS.Timeout | undefined
  let ended = false

  const flush = () => {
    for (const report of waiting) send(report.sequence, report.progress)
    waiting = []
  }
  return {
    report(progress) {
      if (ended) return
      waiting.push({ sequence: ++sequence, progress })
      if (waiting.length > keep) waiting.shift()
      if (timer) return
      flush()
      timer = setTimeout(() => {
        timer = undefined
        flush()
      }, intervalMs)
    },
    end() {
      clearTimeout(timer)
      ended = true
      flush()
    },
  }
}
