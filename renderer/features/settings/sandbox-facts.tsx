import type { SandboxStatus } from '../../client/contract-types.ts'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import styles from './settings.module.css'

/** Address, owner and keys. The secret key is not among them: it reaches the clipboard, never the page. */
export function SandboxFacts({ sandbox }: { sandbox: SandboxStatus }) {
  const { endpoint, port, region, accessKeyId, keys, keptAside } = sandbox
  return (
    <>
      <KeyValue
        pairs={[
          { label: 'Endpoint', value: endpoint && <Ident text={endpoint} name="endpoint" /> },
          { label: 'Port', value: port && `${port}, kept across starts` },
          { label: 'Region', value: region && `${region}; it answers for every other as well` },
          { label: 'Access key id', value: accessKeyId && <Ident text={accessKeyId} name="access key id" /> },
          ...(keptAside.length > 0
            ? [
                {
                  label: 'Kept aside',
                  value: keptAside.map((path) => <Ident key={path} text={path} name="path" tail={24} />),
                },
              ]
            : []),
        ]}
      />
      {keys.length > 0 && (
        <table className={styles.table}>
          <caption>Keys that the seed made</caption>
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
      )}
    </>
  )
}
