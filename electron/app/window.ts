import { BrowserWindow, nativeTheme, screen } from 'electron'
import { pageURL } from './page-address.ts'
import {
  fittingBounds,
  readWindowState,
  smallest,
  type Theme,
  type WindowState,
  writeWindowState,
} from './window-state.ts'

export interface WindowOptions {
  preload: string
  stateFile: string
  /** Whether the developer tools can be opened: in a build that runs from its sources only. */
  inspectable: boolean
}

/** The app's one window. */
export interface MainWindow {
  window: BrowserWindow
  /** Applies the theme that the user chose, and remembers it for the first frame of the next start. */
  setTheme(theme: Theme): void
}

/** Opens the window where it was left, in the theme it had, and shows it with its first frame rather than empty. */
export function openMainWindow(options: WindowOptions): MainWindow {
  const state = readWindowState(options.stateFile)
  nativeTheme.themeSource = state.theme
  const window = createWindow(options, state)
  window.once('ready-to-show', () => show(window, state))
  window.on('close', () => remember(window, state, options.stateFile))
  void window.loadURL(pageURL).catch(() => undefined)
  return { window, setTheme: (theme) => applyTheme(window, state, theme) }
}

function createWindow({ preload, inspectable }: WindowOptions, { bounds }: WindowState): BrowserWindow {
  return new BrowserWindow({
    ...fittingBounds(
      bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Sealwright',
    show: false,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: inspectable,
      v8CacheOptions: 'bypassHeatCheck',
    },
  })
}

/** The page's own background in each theme, so that nothing flashes before its style arrives. */
const background = () => (nativeTheme.shouldUseDarkColors ? '#161d26' : '#ffffff')

function show(window: BrowserWindow, { maximised }: WindowState): void {
  if (maximised) window.maximize()
  else window.show()
}

function applyTheme(window: BrowserWindow, state: WindowState, theme: Theme): void {
  state.theme = theme
  nativeTheme.themeSource = theme
  if (!window.isDestroyed()) window.setBackgroundColor(background())
}

/** A place that cannot be written costs the user the window's position, which is no reason to keep it open. */
function remember(window: BrowserWindow, state: WindowState, file: string): void {
  try {
    writeWindowState(file, { ...state, bounds: window.getNormalBounds(), maximised: window.isMaximized() })
  } catch (error) {
    process.stderr.write(`The window's place was not remembered: ${String(error)}\n`)
  }
}
