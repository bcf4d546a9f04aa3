import Button from '@cloudscape-design/components/button'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { useNotify } from '../../ui/notifications.tsx'

/** Puts the environment of a principal on the clipboard. Main writes it there: the page never sees the secret. */
export function CopyEnvironment(props: {
  principal: string
  /** Shows whose environment it is; otherwise only a screen reader is told. */
  named?: boolean
  disabled?: boolean
}) {
  const { principal, named = false, disabled = false } = props
  const copy = useCommand('sandbox.copyEnvironment')
  const notify = useNotify()
  const act = () =>
    copy.mutate(
      { principal },
      {
        onSuccess: () =>
          notify({
            id: 'sandbox-environment',
            type: 'success',
            text: `The environment of ${principal} is on the clipboard`,
          }),
      },
    )
  return (
    <>
      <Button
        onClick={act}
        loading={copy.isPending}
        disabled={disabled}
        ariaLabel={`Copy environment of ${principal}`}
        variant={named ? 'normal' : 'inline-link'}
      >
        {named ? `Copy environment of ${principal}` : 'Copy environment'}
      </Button>
      {copy.error && <DiagnosisPanel diagnosis={copy.error.diagnosis} onRetry={act} />}
    </>
  )
}
