import type { SandboxStatus } from '../../client/contract-types.ts'
import { Ident } from '../../ui/ident.tsx'
import { CopyEnvironment } from './copy-environment.tsx'
import tableStyles from './sandbox-table.module.css'

const may: Readonly<Record<string, string>> = {
  owner: 'Everything in its account, but what the policy of a key denies it.',
  'seal-server': 'Encrypt, Decrypt and DescribeKey with every key of the account: what a seal needs, and no more.',
  auditor: 'Nothing, until the policy of a key or a grant names it.',
  'other-account': 'Everything in an account of its own; a key of the others only where its policy names this account.',
  'seal-role':
    'The same as seal-server. It has no access key: a program assumes it with the token file that its environment names, or by sts:AssumeRole.',
}

/** Who may sign requests to the sandbox. */
export function SandboxPrincipals({ principals }: { principals: SandboxStatus['principals'] }) {
  return (
    <table className={`${tableStyles.table} ${tableStyles.stacks}`}>
      <caption className="sw-visually-hidden">Principals of the sandbox</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">May do, and its ARN</th>
          <th scope="col">Access key id</th>
          <th scope="col">Environment</th>
        </tr>
      </thead>
      <tbody>
        {principals.map(({ name, arn, accessKeyId }) => (
          <tr key={arn}>
            <th scope="row">{name}</th>
            <td>
              <div>{may[name] ?? 'What its policies say.'}</div>
              <Ident text={arn} name={`ARN of ${name}`} tail={18} />
            </td>
            <td>
              {accessKeyId ? <Ident text={accessKeyId} name={`access key id of ${name}`} /> : 'None, it is assumed'}
            </td>
            <td>
              <CopyEnvironment principal={name} look="link" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
