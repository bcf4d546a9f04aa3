import { Link } from 'wouter'
import type { SandboxKeyEvent } from '../../../shared/domain/sandbox-kms.ts'
import type { OutputOf } from '../../client/contract-types.ts'
import { daysText } from './sandbox-words.ts'
import styles from './settings.module.css'

/** What became of keys in a leap ahead. */
export function PassedTime({ days, outcome }: { days: number; outcome: OutputOf<'sandbox.advance'> }) {
  const { passed, furtherKeys } = outcome
  return (
    <div className={styles.outcome}>
      <p className={styles.prose}>
        {passed.length === 0
          ? `${daysText(days)} ${days === 1 ? 'has' : 'have'} passed. No key changed.`
          : `What ${daysText(days)} brought:`}
      </p>
      <ul>
        {passed.map((event) => (
          <li key={event.keyArn}>
            <KeyName event={event} /> {eventText(event)}
          </li>
        ))}
        {furtherKeys > 0 && <li>{`and ${furtherKeys.toLocaleString('en')} more keys, which Keys shows`}</li>}
      </ul>
    </div>
  )
}

/** A deleted key has no screen any more. */
function KeyName({ event }: { event: SandboxKeyEvent }) {
  const { keyArn, alias, what } = event
  const keyId = keyArn.split('/').at(-1) ?? keyArn
  const name = alias ?? keyId
  return what === 'deleted' ? (
    <span title={keyArn}>{name}</span>
  ) : (
    <Link href={`/keys/${keyId}`} title={keyArn}>
      {name}
    </Link>
  )
}

function eventText({ what, times }: SandboxKeyEvent): string {
  switch (what) {
    case 'rotated':
      return times === 1 ? 'was rotated' : `was rotated ${times} times`
    case 'expired':
      return times === 1 ? 'lost its imported material' : `lost ${times} imported materials`
    case 'deleted':
      return 'was deleted for good'
  }
}
