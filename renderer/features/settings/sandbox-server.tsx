import { useState } from 'react'
import { type Product, productName } from '../../../shared/domain/engine.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Ident } from '../../ui/ident.tsx'
import { CopyEnvironment } from './copy-environment.tsx'
import { SandboxClients } from './sandbox-clients.tsx'
import { SandboxStanza, useSandboxStanza } from './sandbox-stanza.tsx'
import styles from './settings.module.css'

const commands: Record<Product, string> = { openbao: 'bao', vault: 'vault' }

const createKey =
  'aws kms create-alias --alias-name alias/vault-unseal --target-key-id "$(aws kms create-key --query KeyMetadata.KeyId --output text)"'

/** How a server on this machine gets the sandbox as its KMS, and which programs have used it. */
export function SandboxServer({ sandbox }: { sandbox: SandboxStatus }) {
  const [product, setProduct] = useState<Product>('openbao')
  const stanza = useSandboxStanza(sandbox, product)
  const command = commands[product]
  return (
    <div className={styles.facts}>
      <ol className={styles.lines} aria-label="Open the sandbox to a server on this machine">
        <li>
          {`Put the stanza below into the configuration of ${productName(product)}, say server.hcl: `}
          {stanza.data && <CopyButton wide text={stanza.data.text} label="Copy stanza" />}
        </li>
        <li>
          {'Paste into the shell that starts it the environment of a principal: '}
          <CopyEnvironment principal="seal-server" look="named" />
        </li>
        <li>
          {'Start it there: '}
          <Ident text={`${command} server -config=server.hcl`} name="command that starts the server" tail={40} />
          {' and, where it holds no data yet, from a second shell '}
          <Ident text={`${command} operator init`} name="command that initialises the server" tail={40} />
        </li>
      </ol>
      {sandbox.keyCount === 0 && (
        <p className={styles.quiet}>
          {'The sandbox holds no key. The AWS CLI makes one in a shell with the environment of owner: '}
          <Ident text={createKey} name="command that makes a key" />
        </p>
      )}
      <SandboxStanza stanza={stanza} product={product} onProduct={setProduct} />
      <SandboxClients clients={sandbox.outsideClients} />
    </div>
  )
}
