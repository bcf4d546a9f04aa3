import { useMemo } from 'react'
import { useLocation } from 'wouter'
import { useIdentity } from '../client/identity.tsx'
import { useCommand, useInvalidate } from '../client/procedures.ts'
import type { RemedyActs } from '../diagnosis/remedy-acts.tsx'

/** What the buttons of a diagnosis do in this page. */
export function useRemedies(openSwitcher: () => void): RemedyActs {
  const [, navigate] = useLocation()
  const { connection, refresh } = useIdentity()
  const invalidate = useInvalidate()
  const { mutateAsync: start } = useCommand('sandbox.start', { invalidates: ['sandbox.status'] })
  const onSandbox = connection.kind === 'sandbox'

  return useMemo(() => {
    // A refusal shows in the sandbox's own status, which is asked for again in any case.
    const startSandbox = (anyPort: boolean) => async () => {
      await start({ anyPort })
      if (onSandbox) await refresh().catch(() => undefined)
      await invalidate('keys.list', 'keys.describe', 'keys.fitness', 'keys.rotation')
    }
    return {
      'switch-identity': openSwitcher,
      'start-sandbox': startSandbox(false),
      'start-sandbox-on-another-port': startSandbox(true),
      'open-keys': () => navigate('/keys'),
      'open-settings': () => navigate('/settings'),
    }
  }, [openSwitcher, start, onSandbox, refresh, invalidate, navigate])
}
