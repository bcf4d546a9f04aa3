import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { connectionKey } from '../../shared/domain/connection.ts'
import type { Diagnosis } from '../client/contract-types.ts'
import { diagnosisOf, isCancelled } from '../client/failure.ts'
import { useIdentity } from '../client/identity.tsx'
import { useProcedure } from '../client/procedures.ts'
import { DiagnosisPanel } from '../diagnosis/diagnosis-panel.tsx'
import { QuietProgress } from '../ui/quiet-progress.tsx'
import styles from './switcher.module.css'
import { type SwitcherOption, switcherGroups } from './switcher-options.ts'

/**
 * Another identity for the page: type to filter, arrows and Enter to choose, Esc to leave things as they are. The page stays
 * with its identity until the chosen one has proved itself; one that cannot says here why.
 */
export function Switcher({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { connection, recent, switchTo, switchingTo, cancelSwitch, failure: standing, refresh } = useIdentity()
  const list = useProcedure('identity.list', {}, { staleTime: 0 })
  const [filter, setFilter] = useState('')
  const [active, setActive] = useState(0)
  const [failure, setFailure] = useState<{ diagnosis: Diagnosis; again: () => void } | undefined>(undefined)

  useEffect(() => {
    dialog.current?.showModal()
    return cancelSwitch
  }, [cancelSwitch])

  const groups = switcherGroups(list.data ?? { profiles: [] }, recent, filter)
  const options = groups.flatMap((group) => group.options)
  const marked = options[Math.min(active, options.length - 1)]

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailure(undefined)
    try {
      await work()
      // Closing the dialog itself gives the focus back to where it was.
      dialog.current?.close()
    } catch (error) {
      if (isCancelled(error)) return
      setFailure({ diagnosis: diagnosisOf(error), again: () => void attempt(work) })
    }
  }
  const choose = (option: SwitcherOption) => attempt(() => switchTo(option.connection))

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && options.length > 0) {
      event.preventDefault()
      const from = marked ? options.indexOf(marked) : 0
      setActive((from + step + options.length) % options.length)
    }
    if (event.key === 'Enter' && marked) {
      event.preventDefault()
      void choose(marked)
    }
  }

  const shown = failure ?? (standing && { diagnosis: standing.diagnosis, again: () => void attempt(refresh) })
  const busy = switchingTo !== undefined || list.isPending
  return (
    <dialog ref={dialog} className={styles.dialog} aria-label="Switch identity" onClose={onClose}>
      <input
        className={styles.filter}
        role="combobox"
        aria-label="Filter identities"
        aria-expanded="true"
        aria-controls="identities"
        aria-activedescendant={marked && idOf(marked)}
        placeholder="Profile, role, region, sandbox"
        value={filter}
        autoFocus
        spellCheck={false}
        onChange={(event) => {
          setFilter(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <QuietProgress active={busy} label={switchingTo ? 'Asking AWS who this is' : 'Reading the AWS files'} />
      <div className={styles.rest}>
        {shown && (
          <div className={styles.failure}>
            <DiagnosisPanel diagnosis={shown.diagnosis} onRetry={shown.again} />
          </div>
        )}
        {list.isError && <DiagnosisPanel diagnosis={list.error.diagnosis} onRetry={() => void list.refetch()} />}
        <div id="identities" role="listbox" aria-label="Identities" className={styles.list}>
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group inside a list box has no element of its own
            <div key={group.title} role="group" aria-label={group.title}>
              <div className={styles.group} aria-hidden="true">
                {group.title}
              </div>
              {group.options.map((option) => (
                <Option
                  key={option.key}
                  option={option}
                  marked={option === marked}
                  current={option.key === connectionKey(connection)}
                  onChoose={() => void choose(option)}
                />
              ))}
            </div>
          ))}
        </div>
        {options.length === 0 && <p className={styles.none}>No identity matches “{filter}”.</p>}
      </div>
    </dialog>
  )
}

function Option(props: { option: SwitcherOption; marked: boolean; current: boolean; onChoose: () => void }) {
  const { option, marked, current } = props
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (marked) element.current?.scrollIntoView?.({ block: 'nearest' })
  }, [marked])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go through the combo box, as for every list box
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      ref={element}
      id={idOf(option)}
      role="option"
      aria-selected={marked}
      className={marked ? `${styles.option} ${styles.marked}` : styles.option}
      onClick={props.onChoose}
    >
      <span className={styles.name}>{option.name}</span>
      <span className={styles.detail}>{option.detail}</span>
      {current && <span className={styles.current}>in use</span>}
    </div>
  )
}

const idOf = ({ key }: SwitcherOption) => `identity-${encodeURIComponent(key)}`
