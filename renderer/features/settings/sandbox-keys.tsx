import type { SandboxStatus } from '../../client/contract-types.ts'
import { Ident } from '../../ui/ident.tsx'
import styles from './settings.module.css'

/** The keys that came with the seed, by the names that the documentation gives them. */
export function SandboxKeys({ keys }: { keys: SandboxStatus['keys'] }) {
  return (
    <table className={styles.table}>
      <caption className="sw-visually-hidden">Keys that the seed made</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Alias</th>
          <th scope="col">Key ARN</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.keyId}>
            <td>{key.name}</td>
            <td>{key.alias ? <Ident text={key.alias} name={`alias of ${key.name}`} /> : '–'}</td>
            <td>
              <Ident text={key.arn} name={`ARN of ${key.name}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
