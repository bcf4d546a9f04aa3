import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { documentedParameters, furtherParameters } from '../../../shared/domain/seal-parameters.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import styles from './configure-tab.module.css'
import { ConnectionField } from './connection-field.tsx'
import { EngineFields } from './engine-fields.tsx'
import type { ParameterName } from './parameter-facts.ts'
import { ParameterField, parameterTitles } from './parameter-field.tsx'
import { serverRules } from './server-rules.ts'
import { StanzaPreview } from './stanza-preview.tsx'
import type { SealDraftControl } from './use-seal-draft.ts'

interface ConfigureTabProps {
  seal: SavedSeal
  draft: SealDraftControl
  /** Checks the seal as it is saved now. */
  onCheck(saved: SavedSeal): void
}

/** The form on the left, the stanza it makes on the right. */
export function ConfigureTab(props: ConfigureTabProps) {
  const { draft } = props
  const [edited, setEdited] = useState<ParameterName>()
  const rules = serverRules(draft.draft.engine)
  const field = (name: ParameterName) => (
    <ParameterField
      key={name}
      name={name}
      text={draft.draft.texts[name]}
      rules={rules}
      fault={draft.faults[name]}
      onFocus={() => setEdited(name)}
      onChange={(text) => {
        setEdited(name)
        draft.setText(name, text)
      }}
    />
  )
  const save = () => void (draft.dirty && draft.save())
  useSaveShortcut(save)
  const furtherAreUsed = furtherParameters.some((name) => draft.draft.texts[name] !== '')
  return (
    <div className={styles.configure}>
      <form
        className={styles.form}
        aria-label="Seal parameters"
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => endsInput(event) && save()}
      >
        <EngineFields engine={draft.draft.engine} unfinished={draft.draft.unfinished} onChange={draft.setEngine} />
        <ConnectionField connection={draft.draft.connection} onChange={draft.setConnection} />
        {firstParameters.map(field)}
        <ExpandableSection headerText="More" defaultExpanded={furtherAreUsed}>
          <div className={styles.form}>{furtherParameters.map(field)}</div>
        </ExpandableSection>
      </form>
      <div className={styles.side}>
        <SaveBar {...props} />
        {draft.failure && <DiagnosisPanel diagnosis={draft.failure} />}
        <StanzaPreview parameters={draft.parameters} engine={draft.draft.engine} edited={edited} />
      </div>
    </div>
  )
}

/** The order of the form: what most seals need comes first. */
const firstParameters: readonly ParameterName[] = [
  'kms_key_id',
  'region',
  ...documentedParameters.filter((name) => name !== 'kms_key_id' && name !== 'region'),
]
const formOrder: readonly ParameterName[] = [...firstParameters, ...furtherParameters]

function SaveBar({ seal, draft, onCheck }: ConfigureTabProps) {
  const { dirty, canSave } = draft
  const obstacle = canSave ? undefined : `Mend first: ${faultyFields(draft).join(', ')}`
  const unchanged = dirty ? undefined : 'Nothing has changed since the last save'
  return (
    <div className={styles.actions}>
      <span role="status" className={styles.state}>
        {dirty ? (obstacle ?? 'Unsaved changes') : 'Saved'}
      </span>
      <Button {...disabledBy(unchanged)} onClick={draft.discard}>
        Discard
      </Button>
      <Button
        {...disabledBy(obstacle)}
        onClick={async () => {
          const saved = dirty ? await draft.save() : seal
          if (saved) onCheck(saved)
        }}
      >
        {dirty ? 'Save and check' : 'Run check'}
      </Button>
      <Button
        variant="primary"
        {...disabledBy(unchanged ?? obstacle)}
        loading={draft.saving}
        onClick={() => void draft.save()}
      >
        Save
      </Button>
    </div>
  )
}

/** A button with a reason stays where the keyboard is: it can be focused and says why it does nothing. */
const disabledBy = (reason: string | undefined) => (reason ? { disabled: true, disabledReason: reason } : {})

function faultyFields({ faults, unfinished }: SealDraftControl): string[] {
  return [...unfinished, ...formOrder.filter((name) => faults[name]).map((name) => parameterTitles[name])]
}

/** Enter in a text field. In a list that is open it chooses, and on a button it presses. */
function endsInput(event: KeyboardEvent): boolean {
  const { target } = event
  if (event.key !== 'Enter' || event.defaultPrevented || !(target instanceof HTMLInputElement)) return false
  return target.getAttribute('aria-expanded') !== 'true'
}

/** Ctrl+S, or Cmd+S on a Mac, wherever the focus is. */
function useSaveShortcut(save: () => void): void {
  const current = useRef(save)
  current.current = save
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const alone = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey
      if (!alone || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      current.current()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
