import type { EffectiveCredential } from '../../../../shared/domain/effective-configuration.ts'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import { effectiveReasonWords, linkWords, outcomeWords, plainOriginText } from '../../../diagnosis/effective-words.ts'
import { Ident } from '../../../ui/ident.tsx'
import { StepIcon } from '../step-icon.tsx'
import styles from './effective.module.css'

interface CredentialLadderProps {
  engine: Engine
  credential: EffectiveCredential
  /** Whether the server is named in the heading: where there are two. */
  isNamed: boolean
}

const icons = { used: 'passed', skipped: 'skipped', failed: 'failed' } as const

/** With what the server signs, and what each link of its chain did before that. */
export function CredentialLadder({ engine, credential, isNamed }: CredentialLadderProps) {
  const { outcome, accessKeyId, role, sessionToken, trace } = credential
  const title = isNamed ? `Credentials of ${engineText(engine)}` : 'Credentials'
  return (
    <section className={styles.box} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <p className={styles.outcome}>
        {outcomeWords[outcome]}
        {role !== undefined && (
          <>
            {': role '}
            <code>{role}</code>
          </>
        )}
        {sessionToken && accessKeyId !== undefined && ', with a session token'}.
        {accessKeyId !== undefined && <Ident text={accessKeyId} name="access key id" />}
      </p>
      <ol className={styles.ladder} aria-label="Links of the credential chain">
        {trace.map(({ link, outcome: did, reason, origin }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is what a link is
          <li key={index} data-place={did === 'used' ? 'wins' : did}>
            <StepIcon state={icons[did]} />
            <strong>{linkWords[link]}</strong>
            <span className={styles.quiet}>
              {effectiveReasonWords[reason]}
              {origin && origin.kind !== 'not-set' && ` (${plainOriginText(origin)})`}
            </span>
            {origin?.kind === 'profile' && <span className={styles.file}>{origin.file}</span>}
          </li>
        ))}
      </ol>
      {trace.length === 0 && <p className={styles.quiet}>The server stops before it asks for any.</p>}
    </section>
  )
}
