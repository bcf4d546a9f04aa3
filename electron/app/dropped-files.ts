import type { WebContents } from 'electron'
import { channels } from '../../shared/contract/bridge.ts'

/** The paths of the files that were dropped onto a page last, as its preload tells them; each drop is handed out once. */
export function createDroppedFiles(contents: Pick<WebContents, 'ipc' | 'mainFrame'>): () => string[] {
  let waiting: string[] = []
  contents.ipc.on(channels.dropped, (event, paths: unknown) => {
    if (event.senderFrame !== contents.mainFrame || !isPaths(paths)) return
    waiting = paths
  })
  return () => {
    const paths = waiting
    waiting = []
    return paths
  }
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= 100 && value.every((path) => typeof path === 'string' && path !== '')
}
