import type { Connection } from '../../../shared/domain/connection.ts'
import { FitnessMark } from '../../diagnosis/fitness-mark.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyStateMark } from './key-marks.tsx'
import { type KeyRow, keyRowReference } from './key-rows.ts'
import styles from './keys-screen.module.css'
import { useKeyFacts, useKeyFactsInTurn } from './use-key-facts.ts'

interface CellProps {
  row: KeyRow
  connection: Connection
}

/** The first alias of the row, and how many more there are. */
export function AliasCell({ row }: { row: KeyRow }) {
  const [first, ...more] = row.aliases
  if (!first) return <span className={styles.quiet}>No alias</span>
  return (
    <span className={styles.alias} title={row.aliases.join('\n')}>
      <Ident text={first} name="alias" />
      {more.length > 0 && <span className={styles.quiet}> +{more.length}</span>}
    </span>
  )
}

export function KeyIdCell({ row }: { row: KeyRow }) {
  if (row.keyArn && row.keyId) return <Ident text={row.keyId} name="key id" />
  if (!row.keyId) return <span className={styles.quiet}>No key behind it yet</span>
  return <span className={styles.quiet}>Not in this list: {row.keyId}</span>
}

/** The cell that fetches for its row, when the row's turn has come. */
export function StateCell(props: CellProps) {
  const key = keyRowReference(props.row)
  return key ? <FetchedState connection={props.connection} id={key} /> : null
}

function FetchedState({ connection, id }: { connection: Connection; id: string }) {
  const { description } = useKeyFactsInTurn({ connection, key: id })
  if (description.data) return <KeyStateMark state={description.data.state} />
  return <Unknown failed={description.isError} />
}

export function SpecCell(props: CellProps) {
  const { description } = useKeyFacts({ connection: props.connection, key: keyRowReference(props.row) ?? '-' }, false)
  return description.data ? description.data.spec : null
}

export function FitnessCell(props: CellProps) {
  const { fitness } = useKeyFacts({ connection: props.connection, key: keyRowReference(props.row) ?? '-' }, false)
  if (fitness.data) return <FitnessMark verdict={fitness.data.verdict} />
  return fitness.isError ? <Unknown failed /> : null
}

function Unknown({ failed }: { failed: boolean }) {
  return <span className={styles.quiet}>{failed ? 'Not known: KMS refused' : 'Asking'}</span>
}
