import type { Connection } from '../../../shared/domain/connection.ts'
import type { KeyMaterial, KeyRotation } from '../../../shared/domain/kms-key.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { Ident } from '../../ui/ident.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './key-detail.module.css'
import { rotationEvents } from './rotation-events.ts'
import { RotationTimeline } from './rotation-timeline.tsx'
import { useKeyFacts } from './use-key-facts.ts'

/** What has happened to the key's material and what will: to scale, as a table, and what it means for a seal. */
export function RotationTab({ connection, id }: { connection: Connection; id: string }) {
  const rotation = useProcedure('keys.rotation', { connection, key: id })
  const { description } = useKeyFacts({ connection, key: id }, true)
  if (rotation.isError) {
    return <DiagnosisPanel diagnosis={rotation.error.diagnosis} onRetry={() => void rotation.refetch()} />
  }
  if (!rotation.data) return <QuietProgress active label="Asking KMS about rotations" />
  return (
    <div className={styles.tab}>
      <p className={styles.sentence}>
        {automaticText(rotation.data)} Rotation keeps the key’s id and ARN and every older material, so it never
        re-wraps the root key of a server: what was wrapped before stays under the material that wrapped it.
      </p>
      {description.data && <RotationTimeline events={rotationEvents(description.data, rotation.data)} />}
      <Materials materials={rotation.data.materials} />
    </div>
  )
}

function automaticText({ automatic, onDemand }: KeyRotation): string {
  const running = onDemand.startedAt ? ' A rotation on demand is in progress.' : ''
  if (!automatic.supported) return `KMS does not rotate this kind of key by itself.${running}`
  if (!automatic.enabled) return `Automatic rotation is off.${running}`
  const every = automatic.periodInDays ? ` every ${automatic.periodInDays} days` : ''
  return `KMS rotates this key by itself${every}.${running}`
}

function Materials({ materials }: { materials: readonly KeyMaterial[] }) {
  if (materials.length === 0) return <p className={styles.quiet}>KMS names no key material for this key.</p>
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label="Key materials">
        <thead>
          <tr>
            <th scope="col">Key material id</th>
            <th scope="col">Rotation</th>
            <th scope="col">Date</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {materials.map((material) => (
            <tr key={material.id}>
              <td>
                <Ident text={material.id} name="key material id" />
              </td>
              <td>{rotationWord(material)}</td>
              <td>{material.rotatedAt ? <RelativeTime at={material.rotatedAt} /> : '–'}</td>
              <td>
                {[material.state, material.importState].filter(Boolean).join(', ')}
                {material.expiresAt && (
                  <>
                    {', expires '}
                    <RelativeTime at={material.expiresAt} />
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function rotationWord({ type, state }: KeyMaterial): string {
  if (type === 'ON_DEMAND') return 'On demand'
  if (type === 'AUTOMATIC') return 'Automatic'
  if (type) return type
  return state.startsWith('PENDING') ? 'Not yet' : 'First material'
}
