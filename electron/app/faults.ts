import { app, type BrowserWindow, dialog, type RenderProcessGoneDetails } from 'electron'

/** Where a fault of ours is written down. */
export type ReportFault = (error: unknown, context: Readonly<Record<string, string>>) => void

/** Until the log is there, and besides it: standard error. */
export const reportToStderr: ReportFault = (error, context) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${JSON.stringify(context)} ${text}\n`)
}

/** An error that nobody caught is written down with its stack. After one that was thrown the app cannot trust itself and ends. */
export function reportUncaught(report: ReportFault): void {
  process.on('unhandledRejection', (error) => report(error, { stage: 'unhandled-rejection' }))
  process.on('uncaughtException', (error) => {
    report(error, { stage: 'uncaught-exception' })
    dialog.showErrorBox('Sealwright has to close', `An error in Sealwright itself: ${error.message}`)
    app.exit(1)
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') report(new Error(`${type} process: ${reason}`), { exitCode: String(exitCode) })
  })
}

/** A page that dies is loaded again at once; one that keeps dying is left to the user's decision. */
export function recoverPage(window: BrowserWindow, report: ReportFault, now: () => number = Date.now): void {
  const { webContents: contents } = window
  let lastGoneAt = Number.NEGATIVE_INFINITY
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit' || window.isDestroyed()) return
    report(new Error(`page process: ${details.reason}`), { exitCode: String(details.exitCode) })
    const again = now() - lastGoneAt < calmMs
    lastGoneAt = now()
    // Electron crashes when a page is loaded again before this event has returned.
    setImmediate(() => (again ? void askToReload(window, details) : reloadWithNotice(window, details)))
  })
  contents.on('preload-error', (_event, _path, error) => report(error, { stage: 'preload' }))
  contents.on('did-fail-load', (_event, code, description, address, isMainFrame) => {
    if (isMainFrame && code !== aborted) tellUnloadable(window, report, `${description} (${code}): ${address}`)
  })
  window.on('unresponsive', () => void askToWait(window))
}

/** A page that stops twice within this time is likely to stop again. */
const calmMs = 60_000

/** Chromium's code for a navigation that something else overtook. */
const aborted = -3

const causeOf = ({ reason, exitCode }: RenderProcessGoneDetails) => `Its page stopped: ${reason} (${exitCode}).`

function reloadWithNotice(window: BrowserWindow, details: RenderProcessGoneDetails): void {
  if (window.isDestroyed()) return
  window.webContents.reload()
  void dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window was loaded again',
    detail: `${causeOf(details)} What was saved is still there; a check that was running has ended.`,
    buttons: ['Continue'],
  })
}

async function askToReload(window: BrowserWindow, details: RenderProcessGoneDetails): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window stopped again',
    detail: `${causeOf(details)} The log says more.`,
    buttons: ['Load again', 'Quit'],
    defaultId: 0,
  })
  if (response === 1) app.quit()
  else if (!window.isDestroyed()) window.webContents.reload()
}

async function askToWait(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: 'The window does not answer',
    buttons: ['Wait', 'Load again'],
    defaultId: 0,
    cancelId: 0,
  })
  if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
}

function tellUnloadable(window: BrowserWindow, report: ReportFault, detail: string): void {
  report(new Error(detail), { stage: 'load' })
  dialog.showErrorBox('Sealwright cannot load its window', `${detail}\n\nIts files may be damaged. Install it again.`)
  if (!window.isVisible()) app.exit(1)
}
