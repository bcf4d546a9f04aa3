/**
 * One sandbox, several processes: the first starts it, the others use its endpoint. Who comes while the first is still
 * starting waits for it a moment.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { SandboxFailure } from './failure.ts'
import { publishedReady, type ReadyInfo } from './ready.ts'
import { type RunningSandbox, type SandboxOptions, startSandbox } from './sandbox.ts'

export type Attachment =
  | { readonly kind: 'started'; readonly ready: ReadyInfo; readonly sandbox: RunningSandbox }
  | { readonly kind: 'attached'; readonly ready: ReadyInfo }

/** Starts the sandbox of the folder, or finds the one that another process has running there. */
export async function attachOrStart(options: SandboxOptions, patience = 3000): Promise<Attachment> {
  for (let waited = 0; ; waited += 50) {
    try {
      const sandbox = await startSandbox(options)
      return { kind: 'started', ready: sandbox.ready, sandbox }
    } catch (reason) {
      const ready = readyOfHolder(reason)
      if (ready) return { kind: 'attached', ready }
      if (!isLocked(reason) || waited >= patience) throw reason
    }
    await pause(50)
  }
}

/** What the holder of the lock has published, when a lock is what stood in the way. */
export function readyOfHolder(reason: unknown): ReadyInfo | undefined {
  if (!isLocked(reason)) return undefined
  const { path, pid } = reason.facts
  return path === undefined || pid === undefined ? undefined : publishedReady(path, pid)
}

function isLocked(reason: unknown): reason is SandboxFailure {
  return reason instanceof SandboxFailure && reason.code === 'store-locked'
}
