/**
 * Who may speak: the main frame of the app's own window, showing the app's own page. A sub frame, another window or a
 * page from elsewhere is refused before anything is parsed.
 */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron'

/** The page's address, compared by protocol and host: Node gives `app://` addresses no usable origin. */
export interface OwnPage {
  protocol: string
  host: string
  /** Whether these web contents belong to the app's own window. */
  isOwnWindow(webContentsId: number): boolean
}

export type SenderCheck = (event: IpcMainEvent | IpcMainInvokeEvent) => boolean

export function createSenderCheck(own: OwnPage): SenderCheck {
  return ({ sender, senderFrame }) => {
    if (!senderFrame || senderFrame.parent !== null || senderFrame !== sender.mainFrame) return false
    return own.isOwnWindow(sender.id) && isOwnPage(senderFrame.url, own)
  }
}

function isOwnPage(address: string, { protocol, host }: OwnPage): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  return url.protocol === protocol && url.host === host
}
