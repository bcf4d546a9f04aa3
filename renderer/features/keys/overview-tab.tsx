import type { Connection } from '../../../shared/domain/connection.ts'
import type { KeyDescription } from '../../../shared/domain/kms-key.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { FitnessMark } from '../../diagnosis/fitness-mark.tsx'
import { ProblemList } from '../../diagnosis/problem-list.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue, type Pair } from '../../ui/key-value.tsx'
import { QuietProgress } from '../../ui/quiet-progress.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './key-detail.module.css'
import { KeyStateMark } from './key-marks.tsx'
import { useKeyFacts } from './use-key-facts.ts'

/** Whether the key may be a seal key, and what KMS says of it. */
export function OverviewTab({ connection, id }: { connection: Connection; id: string }) {
  const { description, fitness } = useKeyFacts({ connection, key: id }, true)
  return (
    <div className={styles.tab}>
      {fitness.data && (
        <div className={styles.fitness}>
          <strong>As a seal key</strong> <FitnessMark verdict={fitness.data.verdict} />
          {fitness.data.findings.length > 0 && <ProblemList problems={fitness.data.findings} />}
        </div>
      )}
      {description.data && <KeyValue pairs={pairsOf(description.data)} />}
      {description.isError && (
        <DiagnosisPanel diagnosis={description.error.diagnosis} onRetry={() => void description.refetch()} />
      )}
      {description.isPending && <QuietProgress active label="Asking KMS about the key" />}
    </div>
  )
}

function pairsOf(key: KeyDescription): Pair[] {
  const when = (at: string | undefined) => at && <RelativeTime at={at} />
  const optional: Pair[] = [
    { label: 'Deletion', value: when(key.deletionAt) },
    { label: 'Material expires', value: when(key.expiresAt) },
    { label: 'Description', value: key.description },
  ]
  return [
    { label: 'State', value: <KeyStateMark state={key.state} /> },
    { label: 'Spec', value: key.spec },
    { label: 'Usage', value: key.usage },
    { label: 'Origin', value: key.origin },
    { label: 'Manager', value: key.manager },
    { label: 'Multi-Region', value: key.multiRegion ? 'Yes' : 'No' },
    { label: 'Created', value: when(key.createdAt) },
    { label: 'Key id', value: <Ident text={key.keyId} name="key id" /> },
    {
      label: 'Current key material',
      value: key.currentKeyMaterialId && <Ident text={key.currentKeyMaterialId} name="key material id" />,
    },
    ...optional.filter((pair) => pair.value),
  ]
}
