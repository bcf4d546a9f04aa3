import { contextBridge, ipcRenderer } from 'electron'
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
