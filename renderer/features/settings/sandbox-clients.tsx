import type { SandboxStatus } from '../../client/contract-types.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './settings.module.css'

/** Programs other than this app that have used the sandbox since it started: they lose it when it stops. */
export function SandboxClients({ clients }: { clients: SandboxStatus['outsideClients'] }) {
  if (clients.length === 0)
    return <p className={styles.quiet}>No other program has used the sandbox since it started.</p>
  return (
    <table className={styles.table}>
      <caption>Other programs that use the sandbox</caption>
      <thead>
        <tr>
          <th scope="col">Program</th>
          <th scope="col">Requests</th>
          <th scope="col">Last one</th>
        </tr>
      </thead>
      <tbody>
        {clients.map(({ userAgent, requests, lastAt }) => (
          <tr key={userAgent}>
            <td>{userAgent}</td>
            <td>{requests.toLocaleString('en')}</td>
            <td>
              <RelativeTime at={lastAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
