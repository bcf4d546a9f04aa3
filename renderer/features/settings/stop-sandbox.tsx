import type { SandboxStatus } from '../../client/contract-types.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'

export type EndingAct = 'stop' | 'restart'

const words = {
  stop: { title: 'Stop the sandbox that a server uses', action: 'Stop sandbox', until: 'until it is started again' },
  restart: { title: 'Restart the sandbox that a server uses', action: 'Restart sandbox', until: 'until it is back' },
} as const

/** Asks before the sandbox is taken from a program that has used it lately. */
export function StopSandbox(props: {
  act: EndingAct
  clients: SandboxStatus['outsideClients']
  onConfirm: () => void
  onDismiss: () => void
}) {
  const { title, action, until } = words[props.act]
  return (
    <ConfirmDialog title={title} action={action} onConfirm={props.onConfirm} onDismiss={props.onDismiss}>
      <p>{`A server whose seal points there cannot unseal ${until}. The keys stay.`}</p>
      <p>{inUseBy(props.clients)}</p>
    </ConfirmDialog>
  )
}

export const inUseBy = (clients: SandboxStatus['outsideClients']): string =>
  `In use by: ${clients.map(({ userAgent }) => userAgent).join(', ')}.`
