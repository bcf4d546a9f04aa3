import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { EffectiveSettings } from './effective/effective-settings.tsx'
import styles from './export-tab.module.css'

/** What a server really uses of the saved seal's stanza. */
export function EffectiveTab({ seal, dirty }: { seal: SavedSeal; dirty: boolean }) {
  const { parameters, engine } = seal
  const file = useProcedure('config.export', { parameters, engine, form: 'hcl' })
  return (
    <div className={styles.export}>
      {dirty && (
        <p className={styles.quiet}>Unsaved changes do not count here. These are the settings of the saved seal.</p>
      )}
      {file.isError && <DiagnosisPanel diagnosis={file.error.diagnosis} onRetry={() => void file.refetch()} />}
      {!file.data && file.isFetching && <QuietProgress active label="Writing the stanza" />}
      {file.data && <EffectiveSettings id={seal.id} config={file.data.text} engine={engine} />}
    </div>
  )
}
