import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { useState } from 'react'
import type { ConfigEdit, ConfigProblem, ConfigStanza } from '../../../../shared/domain/config-stanza.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import { documentedParameters, furtherParameters } from '../../../../shared/domain/seal-parameters.ts'
import type { ParameterName } from '../parameter-facts.ts'
import { BlockField } from './block-field.tsx'
import { entryOf, otherKeys } from './block-fields.ts'
import styles from './editor.module.css'
import type { SealEdits } from './use-seal-edits.ts'

export interface SealFormProps {
  stanza: ConfigStanza
  index: number
  all: readonly ConfigStanza[]
  problems: readonly ConfigProblem[]
  engine: Engine
  edits: SealEdits
  /** Brings a place of the text into view. */
  onShow(start: number): void
  /** Puts the cursor there. */
  onGoTo(start: number): void
  onFix(problem: ConfigProblem): void
  onExport(stanza: number): void
}

/** One seal block as a form. */
export function SealForm(props: SealFormProps) {
  const { stanza, index } = props
  const [expanded, setExpanded] = useState(true)
  const more = furtherParameters.filter((name) => entryOf(stanza, name))
  const field = (name: string) => <BlockField key={name} name={name} {...props} />
  return (
    <ExpandableSection
      variant="container"
      headingTagOverride="h2"
      headerText={titleOf(stanza)}
      headerDescription={factsOf(stanza)}
      headerActions={<BlockActs {...props} />}
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {expanded && (
        <form
          className={styles.form}
          data-edits-file
          aria-label={`${titleOf(stanza)}, block ${index + 1}`}
          onSubmit={(e) => e.preventDefault()}
        >
          {stanza.type === 'awskms' && firstParameters.map(field)}
          {otherKeys(stanza).map(field)}
          {stanza.type === 'awskms' && (
            <ExpandableSection headerText="More" defaultExpanded={more.length > 0}>
              <div className={styles.form}>{furtherParameters.map(field)}</div>
            </ExpandableSection>
          )}
        </form>
      )}
    </ExpandableSection>
  )
}

/** `disabled` is an act of the block rather than a text. */
const firstParameters: readonly ParameterName[] = [
  'kms_key_id',
  'region',
  ...documentedParameters.filter((name) => name !== 'kms_key_id' && name !== 'region' && name !== 'disabled'),
]

const titleOf = ({ block, label }: ConfigStanza) => (label === undefined ? block : `${block} "${label}"`)

function factsOf({ disabled, name, priority, line, endLine }: ConfigStanza): string {
  return [
    disabled ? 'Disabled' : 'Enabled',
    name && `named ${name}`,
    priority !== undefined && `priority ${priority}`,
    `lines ${line}–${endLine}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

function BlockActs({ stanza, index, all, edits, onGoTo, onExport }: SealFormProps) {
  const alike = all.flatMap((each, place) => (each.block === stanza.block ? [place] : []))
  const above = alike.findLast((place) => place < index)
  const below = alike.find((place) => place > index)
  const isAwskms = stanza.type === 'awskms'
  const edit = (id: string): ConfigEdit | undefined => {
    if (id === 'up' && above !== undefined) return { kind: 'move', stanza: index, to: above }
    if (id === 'down' && below !== undefined) return { kind: 'move', stanza: index, to: below }
    if (id === 'disable' || id === 'enable' || id === 'duplicate' || id === 'remove') return { kind: id, stanza: index }
    return undefined
  }
  return (
    <ButtonDropdown
      variant="inline-icon"
      ariaLabel={`Acts on ${titleOf(stanza)}, block ${index + 1}`}
      items={[
        { id: 'go', text: 'Go to text' },
        ...(isAwskms ? [{ id: 'export', text: 'Export' }] : []),
        stanza.disabled ? { id: 'enable', text: 'Enable' } : { id: 'disable', text: 'Disable' },
        { id: 'duplicate', text: 'Duplicate' },
        { id: 'up', text: 'Move up', disabled: above === undefined },
        { id: 'down', text: 'Move down', disabled: below === undefined },
        { id: 'remove', text: 'Remove' },
      ]}
      onItemClick={({ detail }) => {
        const made = edit(detail.id)
        if (made) edits.make(made)
        else if (detail.id === 'export') onExport(index)
        else onGoTo(stanza.start)
      }}
    />
  )
}
