import { app, type BrowserWindow, dialog, type MessageBoxOptions } from 'electron'

/** A program outside the app that has used the sandbox KMS lately. */
export interface SandboxClient {
  userAgent: string
  requests: number
}

export interface Ending {
  /** Who would lose the sandbox if the app closed now. */
  sandboxClients(): Promise<readonly SandboxClient[]>
  /** Ends what the app runs: its sandbox, its connections, its log. */
  closeServices(): Promise<void>
}

/** A second start shows the window that is there, as the user expects of the icon they clicked. */
export function focusOnSecondStart(window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
}

/**
 * The app lives as long as its window. Closing it asks first while a server depends on the sandbox, which would end too, and
 * when the page refuses because something in it is not saved. An order of the system's is followed without a question.
 */
export function quitWithWindow(window: BrowserWindow, ending: Ending): void {
  let state: 'open' | 'asking' | 'closing' | 'ordered' = 'open'
  const close = () => {
    state = 'closing'
    quitLater()
  }
  window.on('close', (event) => {
    if (state === 'closing' || state === 'ordered') return
    event.preventDefault()
    if (state === 'asking') return
    state = 'asking'
    void mayClose(window, ending).then((yes) => {
      if (yes) close()
      else state = 'open'
    })
  })
  window.webContents.on('will-prevent-unload', (event) => {
    if (state === 'ordered' || dialog.showMessageBoxSync(window, unsavedQuestion) === 0) event.preventDefault()
    else state = 'open'
  })
  const order = () => {
    close()
    state = 'ordered'
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, order)
  app.on('window-all-closed', () => app.quit())
  endServices(ending)
}

async function mayClose(window: BrowserWindow, { sandboxClients }: Ending): Promise<boolean> {
  const clients = await within(questionLimitMs, sandboxClients(), [])
  if (clients.length === 0) return true
  const { response } = await dialog.showMessageBox(window, closeQuestion(clients))
  return response === 0
}

function closeQuestion(clients: readonly SandboxClient[]): MessageBoxOptions {
  return {
    type: 'warning',
    message: 'A server uses the sandbox KMS',
    detail: [
      'Closing Sealwright stops its sandbox. A server whose seal points there cannot unseal until Sealwright runs again.',
      '',
      ...clients.map(({ userAgent, requests }) => `${userAgent}: ${requests} requests lately`),
    ].join('\n'),
    buttons: ['Close anyway', 'Keep open'],
    defaultId: 1,
    cancelId: 1,
  }
}

const unsavedQuestion: MessageBoxOptions = {
  type: 'warning',
  message: 'There are unsaved changes',
  detail: 'A seal or a configuration file was changed and has not been saved. What was typed is lost with the window.',
  buttons: ['Discard changes', 'Keep open'],
  defaultId: 1,
  cancelId: 1,
}

function endServices({ closeServices }: Ending): void {
  let ended = false
  app.on('will-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void within(endLimitMs, closeServices(), undefined).then(() => {
      ended = true
      quitLater()
    })
  })
}

/** Electron never ends when it is told to quit before the event that was held back has returned, so a turn passes first. */
const quitLater = () => setImmediate(() => app.quit())

/** A part that hangs must not hold the window, or the app, open. */
const questionLimitMs = 1_000
const endLimitMs = 3_000

async function within<T>(limitMs: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, limitMs, otherwise)
  })
  try {
    return await Promise.race([work, limit])
  } catch {
    return otherwise
  } finally {
    clearTimeout(timer)
  }
}
