import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, ipcMain, session, shell } from 'electron'
import { createDesktop, runtimes, showAbout } from './app/desktop.ts'
import { type ReportFault, recoverPage, reportToStderr, reportUncaught } from './app/faults.ts'
import { focusOnSecondStart, quitWithWindow } from './app/lifecycle.ts'
import { mark, markPage } from './app/marks.ts'
import { installMenu } from './app/menu.ts'
import { host, pageURL, scheme } from './app/page-address.ts'
import { declarePageScheme, servePage } from './app/protocol.ts'
import { endRefusedStart } from './app/second-start.ts'
import { forbidByDefault, keepOffNetworkAndDisk, openOutside } from './app/security.ts'
import { systemProxy } from './app/system-proxy.ts'
import { type MainWindow, openMainWindow } from './app/window.ts'
import { bindRouter } from './ipc/bind.ts'
import { createSenderCheck } from './ipc/sender.ts'
import { defaultDataDirectory } from './store/data-directory.ts'

/** Faults go to standard error, and to the log as well once there is one. */
let writeDown: ReportFault | undefined
const report: ReportFault = (error, context) => {
  reportToStderr(error, context)
  writeDown?.(error, context)
}

mark('main-start')
app.setName('Sealwright')
keepDataWhereTheDoorsDo()
forbidByDefault()
declarePageScheme()
reportUncaught(report)
if (app.requestSingleInstanceLock()) void app.whenReady().then(open)
else void endRefusedStart(app.getPath('userData'))

/** The window and `npm run call` work on one set of seals, unless a folder was named on the command line. */
function keepDataWhereTheDoorsDo(): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return
  app.setPath('userData', defaultDataDirectory(process.platform, process.env, homedir()))
}

/**
 * The first frame first: it needs nothing but the page's files, which main hands out. The services are read with the page's
 * first call, which comes when that frame stands: whatever main does before, Chromium waits for on the same thread.
 */
function open(): void {
  mark('app-ready')
  servePage(session.defaultSession, join(import.meta.dirname, 'renderer'))
  // Before the window: a menu that comes later moves the page down and costs its first frame.
  installMenu(
    menuActions((route) => void main.window.loadURL(`${pageURL}#${route}`)),
    { mac: process.platform === 'darwin', inspectable: !app.isPackaged },
  )
  const main = openMainWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    stateFile: join(app.getPath('userData'), 'window.json'),
    inspectable: !app.isPackaged,
  })
  let services: ReturnType<typeof startServices> | undefined
  const neededServices = () => {
    services ??= startServices(main)
    return services
  }
  main.window.once('ready-to-show', () => {
    mark('window-shown')
    keepOffNetworkAndDisk(session.defaultSession)
  })
  listen(main, neededServices)
  recoverPage(main.window, report)
  focusOnSecondStart(main.window)
  quitWithWindow(main.window, {
    sandboxClients: async () => (await services)?.sandbox.outsideClients(recentMinutes) ?? [],
    closeServices: async () => (await services)?.close(),
  })
}

/** A server that asked the sandbox something this lately counts as one that uses it. */
const recentMinutes = 15

/** Everything behind the page, read from disk only here. */
async function startServices({ window, setTheme }: MainWindow) {
  const [{ createComposition, sandboxDirectory }, { createSandboxHost }] = await Promise.all([
    import('./composition/composition.ts'),
    import('./sandbox/host.ts'),
  ])
  const dataDirectory = app.getPath('userData')
  const logSandbox = (message: string, reason: unknown) => report(reason, { stage: 'sandbox', message })
  const composition = createComposition({
    dataDirectory,
    environment: process.env,
    home: homedir(),
    desktop: createDesktop(window),
    sandbox: createSandboxHost({ dataDir: sandboxDirectory(dataDirectory), log: logSandbox }),
    proxyFor: systemProxy(session.defaultSession),
    runtimes: runtimes(),
    unofficialElectron: !app.isPackaged && process.versions.electron !== pinnedElectron(),
    rememberIdentity: true,
    confineFiles: true,
    onSettings: ({ theme }) => setTheme(theme),
  })
  writeDown = (error, context) => composition.log.error('fault', { error, ...context })
  void composition.settings.read().then(({ theme }) => setTheme(theme))
  return composition
}

function listen({ window }: MainWindow, services: () => ReturnType<typeof startServices>): void {
  const own = window.webContents.id
  bindRouter({
    ipcMain,
    router: async () => (await services()).router,
    isTrustedSender: createSenderCheck({ protocol: `${scheme}:`, host, isOwnWindow: (id) => id === own }),
    onRefused: ({ senderFrame }) => report(new Error('call from a stranger'), { from: senderFrame?.url ?? 'nowhere' }),
  })
  markPage(window.webContents)
}

const menuActions = (go: (route: string) => void) => ({
  go,
  openOutside,
  showLogs: () => void shell.openPath(join(app.getPath('userData'), 'log')),
  showAbout,
})

/** The Electron that this source tree is made for. A package holds no such entry: there the packaging made sure of it. */
function pinnedElectron(): unknown {
  const description: unknown = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8'))
  return (description as { devDependencies?: Record<string, string> }).devDependencies?.electron
}
