import Button from '@cloudscape-design/components/button'
import type { ConfigEdit, ConfigProblem } from '../../../../shared/domain/config-stanza.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import type { Analysis } from './analysis.ts'
import styles from './editor.module.css'
import { SealForm } from './seal-form.tsx'
import type { SealEdits } from './use-seal-edits.ts'

interface SealFormsProps {
  analysis: Analysis | undefined
  engine: Engine
  edits: SealEdits
  onShow(start: number): void
  onGoTo(start: number): void
  onFix(problem: ConfigProblem): void
  onExport(stanza: number): void
}

/** The seal blocks of the file, each as a form. What a field changes is changed in the text, and nothing else is. */
export function SealForms({ analysis, edits, ...props }: SealFormsProps) {
  if (!analysis) return null
  const { seals } = analysis
  const add = (): ConfigEdit => ({ kind: 'add', label: 'awskms', attributes: [] })
  return (
    <>
      {seals.length === 0 && (
        <p className={styles.quiet}>
          There is no seal block in this file. A server without one comes up with Shamir’s seal, unless its environment
          says otherwise.
        </p>
      )}
      {seals.map((stanza, index) => (
        <SealForm
          // biome-ignore lint/suspicious/noArrayIndexKey: a block has no other identity than its place
          key={index}
          stanza={stanza}
          index={index}
          all={seals}
          problems={analysis.problems}
          edits={edits}
          {...props}
        />
      ))}
      <div>
        <Button iconName="add-plus" onClick={() => edits.make(add())}>
          Add seal
        </Button>
      </div>
    </>
  )
}
