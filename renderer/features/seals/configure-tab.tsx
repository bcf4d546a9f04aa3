import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { useState } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { documentedParameters, furtherParameters } from '../../../shared/domain/seal-parameters.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import styles from './configure-tab.module.css'
import { ConnectionField } from './connection-field.tsx'
import { EngineFields } from './engine-fields.tsx'
import type { ParameterName } from './parameter-facts.ts'
import { ParameterField } from './parameter-field.tsx'
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
      onFocus={() => setEdited(name)}
      onChange={(text) => {
        setEdited(name)
        draft.setText(name, text)
      }}
    />
  )
  const furtherAreUsed = furtherParameters.some((name) => draft.draft.texts[name] !== '')
  return (
    <div className={styles.configure}>
      <form className={styles.form} aria-label="Seal parameters" onSubmit={(event) => event.preventDefault()}>
        <EngineFields engine={draft.draft.engine} onChange={draft.setEngine} />
        <ConnectionField connection={draft.draft.connection} onChange={draft.setConnection} />
        {formOrder.map(field)}
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
const formOrder: readonly ParameterName[] = [
  'kms_key_id',
  'region',
  ...documentedParameters.filter((name) => name !== 'kms_key_id' && name !== 'region'),
]

function SaveBar({ seal, draft, onCheck }: ConfigureTabProps) {
  const savable = draft.dirty && draft.canSave
  return (
    <div className={styles.actions}>
      <span role="status" className={styles.state}>
        {draft.dirty ? (draft.canSave ? 'Unsaved changes' : 'A secret must become a reference first') : 'Saved'}
      </span>
      <Button disabled={!draft.dirty} onClick={draft.discard}>
        Discard
      </Button>
      <Button
        disabled={!draft.canSave}
        onClick={async () => {
          const saved = draft.dirty ? await draft.save() : seal
          if (saved) onCheck(saved)
        }}
      >
        {draft.dirty ? 'Save and check' : 'Run check'}
      </Button>
      <Button variant="primary" disabled={!savable} loading={draft.saving} onClick={() => void draft.save()}>
        Save
      </Button>
    </div>
  )
}
