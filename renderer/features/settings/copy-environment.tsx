import Button from '@cloudscape-design/components/button'
import { useCommand } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { useNotify } from '../../ui/notifications.tsx'

/** Puts the environment of a principal on the clipboard. Main writes it there: the page never sees the secret. */
export function CopyEnvironment(props: {
  principal: string
  /** `named` shows whose environment it is; otherwise only a screen reader is told. */
  look?: 'button' | 'named' | 'link'
  disabled?: boolean
}) {
  const { principal, look = 'button', disabled = false } = props
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
        variant={look === 'link' ? 'inline-link' : 'normal'}
        wrapText={false}
      >
        {look === 'named' ? `Copy environment of ${principal}` : 'Copy environment'}
      </Button>
      {copy.error && <DiagnosisPanel diagnosis={copy.error.diagnosis} onRetry={act} />}
    </>
  )
}
