import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useIdentity } from '../../client/identity.tsx'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { KeptAsideNotice } from './kept-aside-notice.tsx'
import { OpenFilesLink } from './open-files-link.tsx'
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
  const screen = useRef<HTMLElement>(null)
  const focusOn = useRowFocus(screen)
  const actions = useSealActions(({ id }) => {
    setSelectedId(id)
    focusOn(id, 'always')
  })
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
  const remove = async (seal: SavedSeal) => {
    const index = shown.indexOf(seal)
    const next = shown[index + 1] ?? shown[index - 1]
    if (!(await actions.remove(seal))) return
    setSelectedId(next?.id)
    focusOn(next?.id, 'only-lost')
  }
  return (
    <Screen ref={screen}>
      <KeptAsideNotice files={seals.data.keptAside} />
      {actions.failure && <DiagnosisPanel diagnosis={actions.failure} />}
      <OpenFilesLink />
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
            onDuplicate={async (seal) => {
              const copy = await actions.duplicate(seal)
              if (copy) setSelectedId(copy.id)
            }}
            onRemove={remove}
          />
          <SealsTable
            seals={shown}
            callerOf={status === 'ready' ? callerOf : () => undefined}
            selectedId={selected?.id}
            onSelect={setSelectedId}
            onOpen={open}
            onRemove={remove}
            renamingId={renamingId}
            onRenaming={setRenamingId}
            onRename={actions.rename}
            onClearFilter={() => setFilter('')}
          />
          <Selected seal={selected} />
        </>
      )}
    </Screen>
  )
}

/** The selected seal with nothing cut short, for those who have no pointer to hover with. */
function Selected({ seal }: { seal: SavedSeal | undefined }) {
  const parts = seal ? [seal.name, seal.parameters.kms_key_id, seal.parameters.region] : []
  return <p className={styles.selected}>{parts.filter(Boolean).join(' · ')}</p>
}

/**
 * Puts the focus on a row as soon as that row is drawn; without a row left, on the first thing that the empty screen offers.
 * `only-lost` leaves it alone unless it went down with the row that was removed.
 */
function useRowFocus(screen: React.RefObject<HTMLElement | null>) {
  const wanted = useRef<{ id: string | undefined; when: 'always' | 'only-lost' }>(undefined)
  const settle = () => {
    if (!wanted.current) return
    const { id, when } = wanted.current
    const target = screen.current?.querySelector<HTMLElement>(id ? `tr[data-id="${id}"]` : `.${styles.empty} button`)
    if (!target) return
    wanted.current = undefined
    const active = document.activeElement
    if (when === 'always' || active === document.body || active?.closest('tr[data-id]')) target.focus()
  }
  useEffect(settle)
  return (id: string | undefined, when: 'always' | 'only-lost') => {
    wanted.current = { id, when }
    settle()
  }
}

interface ScreenProps {
  ref?: React.Ref<HTMLElement>
  busy?: boolean
  children?: React.ReactNode
}

function Screen({ ref, busy, children }: ScreenProps) {
  return (
    <section ref={ref} className={styles.screen} aria-labelledby="seals-title" aria-busy={busy ?? false}>
      <h1 id="seals-title" className={styles.title}>
        Seals
      </h1>
      {children}
    </section>
  )
}
