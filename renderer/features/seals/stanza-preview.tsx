import type { Engine } from '../../../shared/domain/engine.ts'
import { type LooseSealParameters, looseSealParametersSchema } from '../../../shared/domain/seal-parameters.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { ProblemList } from '../../diagnosis/problem-list.tsx'
import { CodeView } from '../../ui/code-view.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import styles from './stanza-preview.module.css'

interface StanzaPreviewProps {
  parameters: LooseSealParameters
  engine: Engine
  edited?: string | undefined
}

/** The HCL of the form as it stands, letter by letter, with the lines of one parameter marked. */
export function StanzaPreview(props: StanzaPreviewProps) {
  // What cannot be written at all is said at its field; a second panel here would say it again.
  if (looseSealParametersSchema.safeParse(props.parameters).success) return <Preview {...props} />
  return <p className={styles.waits}>The stanza is shown when the marked fields are mended.</p>
}

function Preview({ parameters, engine, edited }: StanzaPreviewProps) {
  const file = useProcedure('config.export', { parameters, engine, form: 'hcl' }, { keepPrevious: true })
  if (file.isError) return <DiagnosisPanel diagnosis={file.error.diagnosis} onRetry={() => void file.refetch()} />
  if (!file.data) return <QuietProgress active label="Writing the stanza" />
  return (
    <div className={styles.preview}>
      <CodeView text={file.data.text} label="HCL" marks={edited ? linesOf(file.data.text, edited) : []} />
      {file.data.warnings.length > 0 && <ProblemList problems={file.data.warnings} />}
    </div>
  )
}

/** The lines, from 1, on which a parameter is assigned. */
export function linesOf(text: string, parameter: string): number[] {
  const assignment = new RegExp(`^\\s*"?${parameter}"?\\s*=`)
  return text.split('\n').flatMap((line, index) => (assignment.test(line) ? [index + 1] : []))
}
