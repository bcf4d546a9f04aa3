import type { WebContents } from 'electron'

/**
 * Times of the start, for a program that measures it from outside: with SEALWRIGHT_MARKS=1 each is a line `MARK NAME EPOCH_MS` on
 * standard error. The page's own two are read from its performance timeline, so that measuring needs no door of its own.
 */
type Mark = 'main-start' | 'app-ready' | 'window-shown' | 'first-paint' | 'usable'

const wanted = process.env.SEALWRIGHT_MARKS === '1'

/** Marks of before the first paint, written with it: to open standard error takes longer than a step that is timed. */
let held: string[] | undefined = []

export function mark(name: Mark, epochMs = Date.now()): void {
  if (!wanted) return
  const line = `MARK ${name} ${Math.round(epochMs)}\n`
  if (held) held.push(line)
  else process.stderr.write(line)
}

/** Passes on when the page first painted and when it was usable, both in its own reckoning. */
export function markPage(contents: WebContents): void {
  if (!wanted) return
  contents.once('dom-ready', async () => {
    await report(contents, 'first-paint', 'paint')
    process.stderr.write(held?.join('') ?? '')
    held = undefined
    await report(contents, 'usable', 'mark')
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
