import { type KeyboardEvent, useRef } from 'react'
import { Link } from 'wouter'
import type { Connection } from '../../../shared/domain/connection.ts'
import { engineText } from '../../../shared/domain/engine.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'
import { sealDrafts } from './drafts.ts'
import { RenameField } from './rename-field.tsx'
import styles from './seals-screen.module.css'
import { PlainButton } from './seals-toolbar.tsx'
import { Shortened } from './shortened.tsx'
import { checkStanding } from './use-seals.ts'
import { VerdictMark } from './verdict-mark.tsx'

interface SealsTableProps {
  seals: readonly SavedSeal[]
  callerOf(connection: Connection): string | undefined
  selectedId: string | undefined
  onSelect(id: string): void
  onOpen(seal: SavedSeal): void
  onRemove(seal: SavedSeal): void
  renamingId: string | undefined
  onRenaming(id: string | undefined): void
  onRename(seal: SavedSeal, name: string): void
  onClearFilter(): void
}

/** One row per seal. Arrow keys move the selection, Enter opens, F2 renames, Delete removes. */
export function SealsTable(props: SealsTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { seals, selectedId } = props

  const moveTo = (index: number) => {
    const seal = seals[Math.max(0, Math.min(seals.length - 1, index))]
    if (!seal) return
    props.onSelect(seal.id)
    body.current?.querySelector<HTMLElement>(`tr[data-id="${seal.id}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, seal: SavedSeal, index: number) => {
    if (event.target !== event.currentTarget) return
    const act = keyActions(props, seal, index, moveTo)[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  if (seals.length === 0) return <NoMatch onClear={props.onClearFilter} />
  const stop = seals.some((seal) => seal.id === selectedId) ? selectedId : seals[0]?.id
  return (
    <div className={styles.scroll}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are selected with the arrow keys, which is a grid */}
      <table role="grid" className={styles.table} aria-label="Saved seals">
        <thead>
          <tr>
            {['Name', 'Server', 'Last check', 'Key', 'Region', 'Identity'].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {seals.map((seal, index) => (
            <tr
              key={seal.id}
              data-id={seal.id}
              tabIndex={seal.id === stop ? 0 : -1}
              aria-selected={seal.id === selectedId}
              onFocus={(event) => event.target === event.currentTarget && props.onSelect(seal.id)}
              onClick={() => props.onSelect(seal.id)}
              onDoubleClick={() => props.onOpen(seal)}
              onKeyDown={(event) => onKeyDown(event, seal, index)}
            >
              <td className={styles.name}>
                {seal.id === props.renamingId ? (
                  <RenameField
                    name={seal.name}
                    onDone={(name, end) => {
                      props.onRenaming(undefined)
                      if (name) props.onRename(seal, name)
                      if (end === 'by-key') moveTo(index)
                    }}
                  />
                ) : (
                  <>
                    <Link href={`/seals/${seal.id}`} tabIndex={-1} title={seal.name}>
                      {seal.name}
                    </Link>
                    <UnsavedMark id={seal.id} />
                  </>
                )}
              </td>
              <td>{engineText(seal.engine)}</td>
              <td>
                <VerdictMark standing={checkStanding(seal.lastCheck, seal, props.callerOf(seal.connection))} />
              </td>
              <td className={styles.key}>
                {seal.parameters.kms_key_id ? (
                  <Shortened text={seal.parameters.kms_key_id} />
                ) : (
                  <span className={styles.quiet}>From the environment</span>
                )}
              </td>
              <td className={styles.place} title={seal.parameters.region}>
                {seal.parameters.region ?? <span className={styles.quiet}>Not set</span>}
              </td>
              <td className={styles.place} title={connectionText(seal.connection)}>
                {connectionText(seal.connection)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Says that a form of this seal holds changes that are not saved. */
function UnsavedMark({ id }: { id: string }) {
  return sealDrafts.use(id) ? <span className={styles.quiet}> · unsaved changes</span> : null
}

function keyActions(
  props: SealsTableProps,
  seal: SavedSeal,
  index: number,
  moveTo: (index: number) => void,
): Partial<Record<string, () => void>> {
  return {
    ArrowDown: () => moveTo(index + 1),
    ArrowUp: () => moveTo(index - 1),
    Home: () => moveTo(0),
    End: () => moveTo(props.seals.length - 1),
    Enter: () => props.onOpen(seal),
    F2: () => props.onRenaming(seal.id),
    Delete: () => props.onRemove(seal),
  }
}

function NoMatch({ onClear }: { onClear(): void }) {
  return (
    <div className={styles.empty}>
      <p>No seal matches the filter</p>
      <PlainButton onClick={onClear}>Clear filter</PlainButton>
    </div>
  )
}
