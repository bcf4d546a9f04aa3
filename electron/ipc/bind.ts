/**
 * The router on Electron's IPC: three channels, each call refused unless its sender is trusted, every call of a window
 * cancelled when the window navigates, crashes or closes. Knows nothing of what is called.
 */
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron'
import { channels, type ProgressReport } from '../../shared/contract/bridge.ts'
import type { Envelope } from '../../shared/contract/envelope.ts'
import type { Router } from './router.ts'
import type { SenderCheck } from './sender.ts'

export interface Binding {
  ipcMain: Pick<IpcMain, 'handle' | 'on'>
  /** Asked with each call that is let in, so that the first of them may build what it needs. */
  router(): Promise<Router>
  isTrustedSender: SenderCheck
  onRefused?(event: IpcMainEvent | IpcMainInvokeEvent): void
}

export function bindRouter({ ipcMain, router, isTrustedSender, onRefused }: Binding): void {
  const watched = new WeakSet<WebContents>()
  const callerOf = (sender: WebContents) => String(sender.id)

  const watch = async (sender: WebContents) => {
    if (watched.has(sender)) return
    watched.add(sender)
    const { cancelAll } = await router()
    const caller = callerOf(sender)
    sender.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) cancelAll(caller)
    })
    sender.on('render-process-gone', () => cancelAll(caller))
    sender.once('destroyed', () => cancelAll(caller))
  }

  ipcMain.handle(channels.invoke, async (event: IpcMainInvokeEvent, request: unknown): Promise<Envelope> => {
    if (!isTrustedSender(event)) {
      onRefused?.(event)
      return notTrusted
    }
    const { sender } = event
    await watch(sender)
    const { call } = await router()
    return call(callerOf(sender), request, (sequence, progress) => {
      const report: ProgressReport = { callId: callIdOf(request), sequence, progress }
      if (!sender.isDestroyed()) sender.send(channels.progress, report)
    })
  })

  ipcMain.on(channels.cancel, async (event: IpcMainEvent, callId: unknown) => {
    if (!isTrustedSender(event)) return onRefused?.(event)
    if (typeof callId === 'string') (await router()).cancel(callerOf(event.sender), callId)
  })
}

/** Written out, because this file is read before the window opens and the schemas that could build it are not. */
const notTrusted: Envelope = {
  ok: false,
  diagnosis: { code: 'bad-request', retry: 'never', evidence: { reason: 'sender-not-trusted' } },
}

/** The call id of a request that the router has accepted; it reports progress for no other. */
function callIdOf(request: unknown): string {
  return (request as { callId: string }).callId
}
