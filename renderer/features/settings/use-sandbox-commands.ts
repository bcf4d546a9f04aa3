import { useRef, useState } from 'react'
import type { Diagnosis, QueryName } from '../../client/contract-types.ts'
import { diagnosisOf } from '../../client/failure.ts'
import { useIdentity } from '../../client/identity.tsx'
import { useCommand } from '../../client/procedures.ts'

export type SandboxAct = 'start' | 'stop' | 'restart' | 'reset'

export const keyQueries: readonly QueryName[] = ['keys.list', 'keys.describe', 'keys.fitness', 'keys.rotation']

/** What a sandbox that came, went or was made anew leaves out of date. */
const touched: readonly QueryName[] = ['sandbox.status', 'sandbox.faults', ...keyQueries]

export type SandboxCommands = ReturnType<typeof useSandboxCommands>

/** The sandbox's commands, one at a time. Each resolves to whether it was done; why not stands in `failure`. */
export function useSandboxCommands() {
  const { mutateAsync: startSandbox } = useCommand('sandbox.start', { invalidates: touched })
  const { mutateAsync: stopSandbox } = useCommand('sandbox.stop', { invalidates: touched })
  const { mutateAsync: resetSandbox } = useCommand('sandbox.reset', { invalidates: touched })
  const { connection, refresh } = useIdentity()
  const [busy, setBusy] = useState<SandboxAct | undefined>(undefined)
  const [failure, setFailure] = useState<Diagnosis | undefined>(undefined)

  const isRunning = useRef(false)
  const failed = useRef<() => void>(undefined)

  const run = async (act: SandboxAct, work: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current) return false
    isRunning.current = true
    setBusy(act)
    setFailure(undefined)
    try {
      await work()
      return true
    } catch (error) {
      setFailure(diagnosisOf(error))
      failed.current = () => void run(act, work)
      return false
    } finally {
      isRunning.current = false
      setBusy(undefined)
    }
  }

  /** The bar shows the sandbox's caller, so it is asked again where the page is on the sandbox; gone or changed, it is said there. */
  const askAgain = async () => {
    if (connection.kind === 'sandbox') await refresh().catch(() => undefined)
  }

  return {
    busy,
    failure,
    /** Does again what failed last. */
    again: () => failed.current?.(),
    start: () => void run('start', () => startSandbox({}).then(askAgain)),
    stop: () => void run('stop', () => stopSandbox({}).then(askAgain)),
    restart: () =>
      void run('restart', async () => {
        await stopSandbox({})
        await startSandbox({})
        await askAgain()
      }),
    reset: (seed: 'demo' | 'empty') => run('reset', () => resetSandbox({ seed }).then(askAgain)),
  }
}
