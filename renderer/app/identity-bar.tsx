import { connectionName, kindWord } from '../client/connection-words.ts'
import { useIdentity } from '../client/identity.tsx'
import { Ident } from '../ui/ident.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import styles from './identity-bar.module.css'
import { shortcutText } from './shortcuts.ts'

/** Always on top: whose data the page shows, told by a word and a colour, and the way to another identity. */
export function IdentityBar(props: { onSwitch: () => void }) {
  const { connection, identity, status, failure } = useIdentity()
  const failed = status === 'failed'
  const word = kindWord[connection.kind]
  const name = connectionName(connection)
  const asked = connection.kind === 'sandbox' ? 'The sandbox' : 'AWS'
  const unknown =
    failure?.diagnosis.code === 'sandbox-stopped'
      ? 'The sandbox is not running.'
      : `${asked} did not say who this is. Switch identity shows why.`
  return (
    <header className="sw-bar">
      <button type="button" className="sw-skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to content
      </button>
      <span className="sw-brand">Sealwright</span>
      <button
        type="button"
        className={styles.switch}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+P Meta+P"
        title={`Switch identity (${shortcutText('P')})`}
        onClick={props.onSwitch}
      >
        <span className={`${styles.kind} ${styles[failed ? 'failed' : connection.kind]}`}>
          {failed ? `${word}, no identity` : word}
        </span>
        <span className={styles.name}>{name}</span>
        <span className={styles.caret} aria-hidden="true" />
        <span className="sw-visually-hidden">, switch identity</span>
      </button>
      <div className={styles.facts} role="status" aria-label="Identity">
        {status === 'loading' && <span>Asking who this is</span>}
        {failed && <span>{unknown}</span>}
        {identity && (
          <>
            <span className={styles.caller}>
              <Ident text={identity.callerArn} name="caller ARN" tail={20} />
            </span>
            <span title="Account">
              <span className="sw-visually-hidden">Account </span>
              {identity.account}
            </span>
            <span title="Region">
              <span className="sw-visually-hidden">Region </span>
              {identity.region}
            </span>
            {identity.expiresAt && (
              <span>
                ends <RelativeTime at={identity.expiresAt} />
              </span>
            )}
          </>
        )}
      </div>
    </header>
  )
}
