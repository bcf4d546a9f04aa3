import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useIdentity } from '../../client/identity.tsx'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { KeptAsideNotice } from './kept-aside-notice.tsx'
import { sealMatches } from './seal-filter.ts'
import { SealsEmpty } from './seals-empty.tsx'
import styles from './seals-screen.module.css'
import { SealsTable } from './seals-table.tsx'
import { SealsToolbar } from './seals-toolbar.tsx'
import { useSealActions } from './use-seal-actions.ts'
import { useCallerOf, useSeals } from './use-seals.ts'
import { useSelectedSeal } from './use-selected-seal.ts'

/**
 * The first screen: every saved seal with the verdict of its last check. It is made of plain elements on purpose: the
 * start of the app waits for it, and the kit's table alone would cost a third of that time.
 */
export function SealsScreen() {
  const seals = useSeals()
  const actions = useSealActions()
  const callerOf = useCallerOf()
  const { status } = useIdentity()
  const [, navigate] = useLocation()
  const [filter, setFilter] = useState('')
  const [selectedId, setSelectedId] = useSelectedSeal(seals.data !== undefined)
  const [renamingId, setRenamingId] = useState<string>()

  const loaded = seals.data !== undefined
  useEffect(() => {
    if (loaded && performance.getEntriesByName('usable').length === 0) performance.mark('usable')
  }, [loaded])

  if (seals.isError && !seals.data) {
    return (
      <Screen>
        <DiagnosisPanel diagnosis={seals.error.diagnosis} onRetry={() => void seals.refetch()} />
      </Screen>
    )
  }
  if (!seals.data) return <Screen busy />

  const all = seals.data.seals
  const shown = all.filter((seal) => sealMatches(seal, filter))
  const selected = shown.find((seal) => seal.id === selectedId)
  const open = (seal: SavedSeal) => navigate(`/seals/${seal.id}`)
  return (
    <Screen>
      <KeptAsideNotice files={seals.data.keptAside} />
      {actions.failure && <DiagnosisPanel diagnosis={actions.failure} />}
      {all.length === 0 ? (
        <SealsEmpty />
      ) : (
        <>
          <SealsToolbar
            count={{ shown: shown.length, all: all.length }}
            filter={filter}
            onFilter={setFilter}
            selected={selected}
            onOpen={open}
            onRename={(seal) => setRenamingId(seal.id)}
            onDuplicate={async (seal) => setSelectedId((await actions.duplicate(seal))?.id)}
            onRemove={actions.remove}
          />
          <SealsTable
            seals={shown}
            callerOf={status === 'ready' ? callerOf : () => undefined}
            selectedId={selected?.id}
            onSelect={setSelectedId}
            onOpen={open}
            onRemove={actions.remove}
            renamingId={renamingId}
            onRenaming={setRenamingId}
            onRename={actions.rename}
            onClearFilter={() => setFilter('')}
          />
        </>
      )}
    </Screen>
  )
}

function Screen({ busy, children }: { busy?: boolean; children?: React.ReactNode }) {
  return (
    <section className={styles.screen} aria-labelledby="seals-title" aria-busy={busy ?? false}>
      <h1 id="seals-title" className={styles.title}>
        Seals
      </h1>
      {children}
    </section>
  )
}
