import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Diagnosis } from '../../client/contract-types.ts'
import { diagnosisOf } from '../../client/failure.ts'
import { useIdentity } from '../../client/identity.tsx'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { newSealDrafts, newSealKey } from './drafts.ts'
import { useOpenConfiguration } from './open-configuration.ts'
import styles from './seals-screen.module.css'
import { PlainButton } from './seals-toolbar.tsx'

/** The first run: what a seal is, what the app does with it, and a way to begin without AWS. */
export function SealsEmpty() {
  const [, navigate] = useLocation()
  const { connection, switchTo } = useIdentity()
  const open = useOpenConfiguration()
  const [failure, setFailure] = useState<Diagnosis>()
  const begin = async () => {
    try {
      if (connection.kind !== 'sandbox') await switchTo({ kind: 'sandbox' })
      // The wizard begins as the identity in use. A draft that was begun as another one would go on as that.
      newSealDrafts.set(newSealKey, undefined)
      navigate('/seals/new')
    } catch (error) {
      setFailure(diagnosisOf(error))
    }
  }
  return (
    <>
      {failure && <DiagnosisPanel diagnosis={failure} onRetry={() => void begin()} />}
      <div className={styles.empty}>
        <h2>No seals yet</h2>
        <p>A seal is the KMS key that lets a Vault or OpenBao server unseal itself.</p>
        <p>Describe the server and its key here, and run the very cryptography that the server will run.</p>
        <p>Then take the configuration along. The sandbox KMS on this machine needs no AWS account.</p>
        <span className={styles.actions}>
          <PlainButton primary onClick={() => void begin()}>
            Try it on the sandbox
          </PlainButton>
          <PlainButton onClick={() => navigate('/seals/new')}>New seal</PlainButton>
          <PlainButton onClick={() => void open.pick('files')}>Open configuration file</PlainButton>
        </span>
      </div>
    </>
  )
}
