import { useLocation } from 'wouter'
import { useIdentity } from '../../client/identity.tsx'
import styles from './seals-screen.module.css'
import { PlainButton } from './seals-toolbar.tsx'

/** The first run: what a seal is, what the app does with it, and a way to begin without AWS. */
export function SealsEmpty() {
  const [, navigate] = useLocation()
  const { connection, switchTo } = useIdentity()
  const begin = async () => {
    if (connection.kind !== 'sandbox') await switchTo({ kind: 'sandbox' }).catch(() => undefined)
    navigate('/seals/new')
  }
  return (
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
      </span>
    </div>
  )
}
