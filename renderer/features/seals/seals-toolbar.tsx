import { useLocation } from 'wouter'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useOpenConfiguration } from './open-configuration.ts'
import { filterProperties } from './seal-filter.ts'
import styles from './seals-screen.module.css'

interface SealsToolbarProps {
  count: { shown: number; all: number }
  filter: string
  onFilter(text: string): void
  selected: SavedSeal | undefined
  onOpen(seal: SavedSeal): void
  onRename(seal: SavedSeal): void
  onDuplicate(seal: SavedSeal): void
  onRemove(seal: SavedSeal): void
}

/** Filter and actions above the table. Actions on a seal wait for a selected row. */
export function SealsToolbar(props: SealsToolbarProps) {
  const [, navigate] = useLocation()
  const open = useOpenConfiguration()
  const { selected, count } = props
  const act = (action: (seal: SavedSeal) => void) => () => selected && action(selected)
  const found = count.shown === 1 ? '1 seal' : `${count.shown} seals`
  return (
    <div className={styles.toolbar}>
      <input
        type="search"
        className={styles.filter}
        aria-label="Filter seals"
        placeholder="Filter, for instance server:openbao key:vault-unseal"
        title={`Properties: ${filterProperties.join(', ')}`}
        value={props.filter}
        onChange={(event) => props.onFilter(event.target.value)}
      />
      <output className={styles.count}>{props.filter ? `${found} of ${count.all}` : found}</output>
      <span className={styles.actions}>
        <PlainButton disabled={!selected} onClick={act(props.onOpen)}>
          Edit
        </PlainButton>
        <PlainButton disabled={!selected} onClick={act(props.onRename)}>
          Rename
        </PlainButton>
        <PlainButton disabled={!selected} onClick={act(props.onDuplicate)}>
          Duplicate
        </PlainButton>
        <PlainButton disabled={!selected} onClick={act(props.onRemove)}>
          Remove
        </PlainButton>
        <PlainButton onClick={() => void open.pick('files')}>Open configuration file</PlainButton>
        <PlainButton primary onClick={() => navigate('/seals/new')}>
          New seal
        </PlainButton>
      </span>
    </div>
  )
}

/** A button that looks like the kit's without waiting for it. The second half of a double click does nothing again. */
export function PlainButton(props: {
  primary?: boolean
  disabled?: boolean
  onClick(): void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      className={props.primary ? `${styles.button} ${styles.buttonPrimary}` : styles.button}
      disabled={props.disabled ?? false}
      onClick={({ detail }) => detail < 2 && props.onClick()}
    >
      {props.children}
    </button>
  )
}
