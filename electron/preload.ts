import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { type Bridge, channels, type ProgressReport } from '../shared/contract/bridge.ts'

/** The page's only door. Electron's own objects stay on this side: the page gets three functions and plain data. */
const bridge: Bridge = {
  invoke: (request) => ipcRenderer.invoke(channels.invoke, request),
  cancel: (callId) => ipcRenderer.send(channels.cancel, callId),
  onProgress: (listener) => {
    const pass = (_event: unknown, report: ProgressReport) => listener(report)
    ipcRenderer.on(channels.progress, pass)
    return () => {
      ipcRenderer.off(channels.progress, pass)
    }
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)

/** A drop as far as it is looked at here; this project knows no page otherwise. */
interface Drop {
  isTrusted: boolean
  dataTransfer: { files: ArrayLike<Parameters<typeof webUtils.getPathForFile>[0]> } | null
}
declare const window: { addEventListener(type: 'drop', listener: (event: Drop) => void, capture: boolean): void }

/** Where a dropped file is goes to main and not to the page, which could name any file; it cannot make a trusted drop. */
function tellDroppedFiles({ isTrusted, dataTransfer }: Drop): void {
  if (!isTrusted || !dataTransfer) return
  const paths = Array.from(dataTransfer.files, (file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
  if (paths.length > 0) ipcRenderer.send(channels.dropped, paths)
}

window.addEventListener('drop', tellDroppedFiles, true)
