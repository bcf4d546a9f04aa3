import { app, type BrowserWindow, clipboard, dialog } from 'electron'
import { createDroppedFiles } from './dropped-files.ts'
import { type AskUser, createHostPermission, hostQuestion, isAct } from './host-permission.ts'

/** What the app asks of the desktop: where to save a file, which ones to open, and the clipboard. */
export function createDesktop(window: BrowserWindow) {
  const dropped = createDroppedFiles(window.webContents)
  let acts = 0
  window.webContents.on('input-event', (_, input) => {
    if (isAct(input)) acts += 1
  })

  const askForHost: AskUser = async (question, signal) => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      ...hostQuestion(question),
      buttons: ['Cancel', 'Send'],
      defaultId: 0,
      cancelId: 0,
      ...(signal && { signal }),
    })
    return response === 1
  }

  /** The system's dialog asks before it overwrites; a dismissed dialog answers undefined. */
  async function pickPlace(suggestedName: string): Promise<string | undefined> {
    const { filePath } = await dialog.showSaveDialog(window, {
      defaultPath: suggestedName,
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    })
    return filePath || undefined
  }

  return {
    async pickFiles(what: 'files' | 'folder'): Promise<string[]> {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections', 'showHiddenFiles'],
      })
      return canceled ? [] : filePaths
    },

    async pickFile(title: string): Promise<string | undefined> {
      const { filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openFile', 'showHiddenFiles'] })
      return filePaths[0]
    },

    allowHost: createHostPermission(askForHost, () => acts),

    paste: async (): Promise<string> => clipboard.readText(),

    droppedFiles: async (): Promise<string[]> => dropped(),

    async saveFile(suggestedName: string, text: string): Promise<string | undefined> {
      const filePath = await pickPlace(suggestedName)
      if (filePath === undefined) return undefined
      const { writeText } = await import('../store/atomic-file.ts')
      await writeText(filePath, text, { mode: usualMode() })
      return filePath
    },

    pickPlace,

    async copy(text: { reveal(): string }): Promise<void> {
      clipboard.writeText(text.reveal())
    },
  }
}

/** A file that the user saves is an ordinary one, unlike those of the app's own folder: a server has to read it. */
const usualMode = () => 0o666 & ~process.umask()

/** What the app runs on, each with its version. */
export function runtimes(): { name: string; version: string }[] {
  const { electron, chrome, node } = process.versions
  return [
    ['Electron', electron],
    ['Chromium', chrome],
    ['Node.js', node],
  ].map(([name = '', version = '']) => ({ name, version }))
}

export function showAbout(): void {
  app.setAboutPanelOptions({
    applicationName: app.name,
    applicationVersion: app.getVersion(),
    credits: runtimes()
      .map(({ name, version }) => `${name} ${version}`)
      .join(' · '),
  })
  app.showAboutPanel()
}
