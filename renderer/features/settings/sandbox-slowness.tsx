import Button from '@cloudscape-design/components/button'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { NumberForm } from './number-form.tsx'
import { slownessText } from './sandbox-words.ts'
import styles from './settings.module.css'

const most = 60_000

/** Lets changes be seen late, as KMS spreads some of them slowly. */
export function SandboxSlowness({ milliseconds }: { milliseconds: number }) {
  const slowDown = useCommand('sandbox.slowDown', { invalidates: ['sandbox.status'] })
  return (
    <div className={styles.facts}>
      <p className={styles.prose}>
        KMS needs some seconds until a new or moved alias, a new grant or a rotation on demand is seen everywhere. Here
        such a change is seen at once, unless it is slowed down. A restart of the sandbox puts that back.
      </p>
      <p role="status" className={styles.prose}>
        {slownessText(milliseconds)}.
      </p>
      <NumberForm
        label="Delay in milliseconds"
        most={most}
        initial="5000"
        act="Slow down"
        busy={slowDown.isPending}
        onSubmit={(value) => slowDown.mutate({ milliseconds: value })}
      >
        <Button
          formAction="none"
          disabled={milliseconds === 0}
          disabledReason="It is 0 already."
          onClick={() => slowDown.mutate({ milliseconds: 0 })}
        >
          Put back to 0
        </Button>
      </NumberForm>
      {slowDown.error && <DiagnosisPanel diagnosis={slowDown.error.diagnosis} />}
    </div>
  )
}
