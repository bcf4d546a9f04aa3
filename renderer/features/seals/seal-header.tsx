import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { engineText } from '../../../shared/domain/engine.ts'
import type { LastCheck, SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { RenameField } from './rename-field.tsx'
import styles from './seal-header.module.css'
import { useSealActions } from './use-seal-actions.ts'
import type { SealDraftControl } from './use-seal-draft.ts'
import { checkStanding, useCallerOf } from './use-seals.ts'
import { VerdictMark } from './verdict-mark.tsx'

/** Name, server, key and verdict of the seal. The verdict is stale from the first changed letter on. */
export function SealHeader(props: {
  seal: SavedSeal
  /** What the last check said. */
  last: LastCheck | undefined
  draft: SealDraftControl
  checking: boolean
}) {
  const { seal, draft } = props
  const [renaming, setRenaming] = useState(false)
  const renameButton = useRef<ButtonProps.Ref>(null)
  const returns = useRef(false)
  useEffect(() => {
    if (renaming || !returns.current) return
    returns.current = false
    renameButton.current?.focus()
  }, [renaming])
  const callerOf = useCallerOf()
  const actions = useSealActions()
  const now = { connection: draft.draft.connection, parameters: draft.parameters }
  const standing = checkStanding(props.last, now, callerOf(now.connection))
  return (
    <header className={styles.header}>
      <nav aria-label="Path" className={styles.path}>
        <Link href="/seals">Seals</Link> <span aria-hidden="true">/</span>
      </nav>
      <div className={styles.title}>
        {renaming ? (
          <RenameField
            name={seal.name}
            onDone={(name, end) => {
              returns.current = end === 'by-key'
              setRenaming(false)
              if (name) void actions.rename(seal, name)
            }}
          />
        ) : (
          <>
            <h1>{seal.name}</h1>
            <Button
              ref={renameButton}
              variant="inline-icon"
              iconName="edit"
              ariaLabel="Rename"
              onClick={() => setRenaming(true)}
            />
          </>
        )}
      </div>
      <div className={styles.facts}>
        <span>{engineText(draft.draft.engine)}</span>
        <span>{draft.parameters.kms_key_id && <Ident text={draft.parameters.kms_key_id} name="key" />}</span>
        <span>Checked as: {connectionText(draft.draft.connection)}</span>
        {props.checking ? <span>Checking</span> : <VerdictMark standing={standing} />}
      </div>
      {actions.failure && <DiagnosisPanel diagnosis={actions.failure} />}
    </header>
  )
}
