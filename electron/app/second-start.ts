import { mkdirSync, mkdtempSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'

/**
 * Ends a start that was refused the lock of the one running app. The lock lies in the app's own folder: where nothing can be
 * written there is no other window to show, and the user is told so.
 */
export async function endRefusedStart(folder: string): Promise<void> {
  const fault = writeFault(folder)
  if (fault === undefined) return app.quit()
  const text = `Its folder cannot be written: ${folder}\n${fault}`
  process.stderr.write(`Sealwright cannot start. ${text}\n`)
  await app.whenReady()
  dialog.showErrorBox('Sealwright cannot start', `${text}\n\nMake it writable for this user, or name another.`)
  app.exit(1)
}

/** Why nothing can be written in a folder; undefined where it can. */
function writeFault(folder: string): string | undefined {
  try {
    mkdirSync(folder, { recursive: true })
    rmdirSync(mkdtempSync(join(folder, 'probe-')))
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
