import type { WebContents } from 'electron'

/**
 * Times of the start, for a program that measures it from outside: with SEALWRIGHT_MARKS=1 each is a line `MARK NAME EPOCH_MS` on
 * standard error. The page's own two are read from its performance timeline, so that measuring needs no door of its own.
 */
type Mark = 'main-start' | 'app-ready' | 'window-shown' | 'first-paint' | 'usable'

const wanted = process.env.SEALWRIGHT_MARKS === '1'

export function mark(name: Mark, epochMs = Date.now()): void {
  if (wanted) process.stderr.write(`MARK ${name} ${Math.round(epochMs)}\n`)
}

/** Passes on when the page first painted and when it was usable, both in its own reckoning. */
export function markPage(contents: WebContents): void {
  if (!wanted) return
  contents.once('dom-ready', () => {
    void report(contents, 'first-paint', 'paint')
    void report(contents, 'usable', 'mark')
  })
}

async function report(contents: WebContents, name: 'first-paint' | 'usable', type: 'paint' | 'mark'): Promise<void> {
  const time: unknown = await contents.executeJavaScript(entryTime(name, type)).catch(() => undefined)
  if (typeof time === 'number') mark(name, time)
}

const entryTime = (name: string, type: string) => `new Promise((resolve) => {
  new PerformanceObserver((list, observer) => {
    const entry = list.getEntriesByName('${name}')[0]
    if (!entry) return
    observer.disconnect()
    resolve(performance.timeOrigin + entry.startTime)
  }).observe({ type: '${type}', buffered: true })
})`
