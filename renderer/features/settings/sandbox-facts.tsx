import type { SandboxStatus } from '../../client/contract-types.ts'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'

/** Where the sandbox is and how much is in it. */
export function SandboxFacts({ sandbox }: { sandbox: SandboxStatus }) {
  const { endpoint, port, region, keyCount, keptAside } = sandbox
  return (
    <KeyValue
      pairs={[
        { label: 'Endpoint', value: endpoint && <Ident text={endpoint} name="endpoint" /> },
        { label: 'Port', value: port && `${port}, kept across starts` },
        { label: 'Region', value: region && `${region}; it answers for every other as well` },
        ...(keyCount === undefined ? [] : [{ label: 'Keys', value: keyCount.toLocaleString('en') }]),
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
  )
}
