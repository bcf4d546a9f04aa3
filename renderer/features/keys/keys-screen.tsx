import Button from '@cloudscape-design/components/button'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { connectionKey } from '../../../shared/domain/connection.ts'
import { useIdentity } from '../../client/identity.tsx'
import { useLongQuery } from '../../client/long-query.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { KeyDetail } from './key-detail.tsx'
import { type KeyRow, keyRows } from './key-rows.ts'
import styles from './keys-screen.module.css'
import { KeysBar, KeysTable } from './keys-table.tsx'

/** Keys and aliases of the identity in use, and the detail of the selected one, so that arrow keys browse. */
export function KeysScreen() {
  const { connection } = useIdentity()
  return <KeysOf key={connectionKey(connection)} />
}

function KeysOf() {
  const { connection } = useIdentity()
  const { keyId: fromPath } = useParams<{ keyId?: string }>()
  const [, navigate] = useLocation()
  const list = useLongQuery('keys.list', { connection })
  const [arrival] = useState(() => ({ connection }))
  const { start } = list
  useEffect(() => start(arrival), [start, arrival])

  const rows = useMemo(() => (list.value ? keyRows(list.value) : []), [list.value])
  const selected = fromPath === undefined ? undefined : rows.find((row) => row.id === decoded(fromPath))
  const select = (row: KeyRow) => navigate(`/keys/${encodeURIComponent(row.id)}`, { replace: true })
  const screen = useRef<HTMLDivElement>(null)
  // The detail covers the lower half: the row that it is about stays in sight above it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row moves, whatever else is drawn
  useEffect(() => {
    screen.current?.querySelector('input[type="radio"]:checked')?.scrollIntoView({ block: 'nearest' })
  }, [selected?.id])
  const running = list.state === 'running'
  const loaded = list.progress.at(-1)?.loaded
  const close = () => {
    // Back to the row that the detail was about, while it is still marked.
    screen.current?.querySelector<HTMLElement>('input[type="radio"]:checked')?.focus()
    navigate('/keys', { replace: true })
  }
  const listAgain = (
    <Button
      variant="icon"
      iconName="refresh"
      ariaLabel="List again"
      disabled={running}
      onClick={() => start({ connection })}
    />
  )
  const nothingToList = !list.value && !running && list.state !== 'idle'
  return (
    <div ref={screen} className={styles.screen}>
      <div className={styles.progress}>
        <QuietProgress active={running} label="Listing keys" onCancel={list.cancel}>
          {loaded === undefined ? 'Listing keys' : `Listing keys: ${loaded} found`}
        </QuietProgress>
      </div>
      {nothingToList && <KeysBar actions={listAgain} />}
      {list.failure && <DiagnosisPanel diagnosis={list.failure.diagnosis} onRetry={() => start({ connection })} />}
      {!nothingToList && (
        <KeysTable
          rows={rows}
          connection={connection}
          loading={running && !list.value}
          selected={selected}
          onSelect={select}
          actions={listAgain}
          detail={(row) => (
            <KeyDetail
              key={row.id}
              row={row}
              aliases={list.value?.aliases ?? []}
              connection={connection}
              onClose={close}
            />
          )}
        />
      )}
      {nothingToList && list.state === 'cancelled' && (
        <EmptyState
          title="The list was cancelled"
          actions={<Button onClick={() => start({ connection })}>List keys</Button>}
        />
      )}
    </div>
  )
}

/** A path part as it was before it was put into the address. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
