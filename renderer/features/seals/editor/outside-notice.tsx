import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { nameOf } from '../../../../shared/domain/file-path.ts'
import { useClient } from '../../../client/client-provider.tsx'
import type { Diagnosis } from '../../../client/contract-types.ts'
import { diagnosisOf } from '../../../client/failure.ts'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { DifferenceDialog } from './difference-dialog.tsx'
import { isDirty, type OpenFile } from './open-files.ts'
import { absent, type FileActs } from './use-file-acts.ts'

/** Another program has written to the file, or removed it. Nothing is overwritten before a choice is made. */
export function OutsideNotice({ file, acts }: { file: OpenFile; acts: FileActs }) {
  const client = useClient()
  const [theirs, setTheirs] = useState<string>()
  const [failure, setFailure] = useState<Diagnosis>()
  const compare = async () => {
    try {
      setFailure(undefined)
      setTheirs((await client.call('config.open', { path: file.path })).text)
    } catch (error) {
      setFailure(diagnosisOf(error))
    }
  }
  const isGone = file.outside === absent
  const name = nameOf(file.path)
  return (
    <>
      <Alert
        type="warning"
        statusIconAriaLabel="Warning"
        header={isGone ? `${name} was removed from disk` : `${name} was changed by another program`}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            {!isGone && <Button onClick={() => void acts.reload()}>Reload</Button>}
            {!isGone && <Button onClick={() => void compare()}>Compare</Button>}
            <Button onClick={() => void acts.keepMine()}>Keep mine</Button>
          </SpaceBetween>
        }
      >
        {consequence(isGone, isDirty(file))}
      </Alert>
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={() => void compare()} />}
      {theirs !== undefined && (
        <DifferenceDialog
          title={`${name}: on disk and here`}
          before={theirs}
          after={file.text}
          labels={{ before: 'On disk', after: 'Here' }}
          onDismiss={() => setTheirs(undefined)}
        />
      )}
    </>
  )
}

function consequence(isGone: boolean, isUnsaved: boolean): string {
  if (isGone) return 'The text is still here. Keep mine makes a new file of it with the next save.'
  return isUnsaved
    ? 'Reload takes what is there now and drops your unsaved changes. Keep mine overwrites it with the next save.'
    : 'Reload takes what is there now. Keep mine overwrites it with the next save.'
}
