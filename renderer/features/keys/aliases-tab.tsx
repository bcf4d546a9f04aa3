import type { ListedAlias } from '../../../shared/domain/kms-key.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './key-detail.module.css'

/** The aliases that point at the key. A server that names one of them follows it wherever it points. */
export function AliasesTab({ aliases }: { aliases: readonly ListedAlias[] }) {
  if (aliases.length === 0) {
    return (
      <EmptyState title="No alias points at this key">
        <p>A seal can name it by its key id or ARN.</p>
      </EmptyState>
    )
  }
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label="Aliases">
        <thead>
          <tr>
            <th scope="col">Alias</th>
            <th scope="col">Alias ARN</th>
            <th scope="col">Created</th>
            <th scope="col">Pointed here</th>
          </tr>
        </thead>
        <tbody>
          {aliases.map((alias) => (
            <tr key={alias.name}>
              <td>
                <Ident text={alias.name} name="alias" />
              </td>
              <td>
                <Ident text={alias.arn} name="alias ARN" tail={24} />
              </td>
              <td>{alias.createdAt ? <RelativeTime at={alias.createdAt} /> : '–'}</td>
              <td>{alias.updatedAt ? <RelativeTime at={alias.updatedAt} /> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
