import { app, type Session, shell, type WebContents } from 'electron'
import { mayOpenOutside } from './outside-links.ts'
import { isPageURL } from './page-address.ts'

/**
 * What no page may do, whichever window it is in. The rules hang on the app itself, so that they hold for contents and
 * sessions that do not exist yet, and each starts from no: what the app needs is the exception.
 */
export function forbidByDefault(): void {
  app.enableSandbox()
  app.on('session-created', restrictSession)
  app.on('web-contents-created', (_event, contents) => restrictContents(contents))
  refuseUnprovenServers()
}

function restrictContents(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageURL(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isPageURL(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url)
    return { action: 'deny' }
  })
}

/** Hands a listed documentation or console page to the user's browser; any other address goes nowhere. */
export function openOutside(address: string): void {
  if (mayOpenOutside(address)) void shell.openExternal(address)
}

/** Copying is the one thing that a page may ask for, and only ours. */
const mayUse = (permission: string, address: string | undefined) =>
  permission === 'clipboard-sanitized-write' && address !== undefined && isPageURL(address)

function restrictSession(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin))
  session.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) =>
    answer(isMainFrame && mayUse(permission, requestingUrl)),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.on('will-download', (event) => event.preventDefault())
}

/**
 * Takes network and disk from every later page of a session, whoever loads it. The app's own page is held back by its policy
 * already (page-headers.ts) and needs no fence to start: in front of the first window this one delays its first frame.
 */
export function keepOffNetworkAndDisk(session: Session): void {
  const elsewhere = ['http', 'https', 'ws', 'wss', 'ftp'].map((scheme) => `${scheme}://*/*`)
  session.webRequest.onBeforeRequest({ urls: [...elsewhere, 'file:///*'] }, (_request, answer) =>
    answer({ cancel: true }),
  )
}

/** Chromium's own defaults, stated so that nobody adds an exception by mistake: no doubtful certificate, no password, no key. */
function refuseUnprovenServers(): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _certificates, answer) => {
    event.preventDefault()
    answer()
  })
  app.on('login', (event, _contents, _request, _info, answer) => {
    event.preventDefault()
    answer()
  })
}
