import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import styles from './export-tab.module.css'
import { ExportView } from './export-view.tsx'
import { SandboxHint } from './sandbox-hint.tsx'

/** The saved seal as the server will read it. */
export function ExportTab({ seal, dirty }: { seal: SavedSeal; dirty: boolean }) {
  return (
    <div className={styles.export}>
      <ExportView id={seal.id} parameters={seal.parameters} engine={seal.engine}>
        {dirty && <p className={styles.quiet}>Unsaved changes are not in this export. It is about the saved seal.</p>}
      </ExportView>
      {seal.connection.kind === 'sandbox' && <SandboxHint />}
    </div>
  )
}
