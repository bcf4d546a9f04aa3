import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useState } from 'react'
import { type Product, productName, productSchema } from '../../../shared/domain/engine.ts'
import { selectableVersions } from '../../../shared/domain/releases.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CodeView } from '../../ui/code-view.tsx'
import styles from './settings.module.css'

/** The newest release known by running it that needs nothing beside the stanza. */
const plainest = (product: Product): string | undefined => {
  const offered = selectableVersions(product)
  return offered.find(({ assumed, release }) => !assumed && release.era.awskmsBuiltIn)?.version ?? offered[0]?.version
}

/** A stanza that points a server at the sandbox, as the export writes it. */
export function SandboxStanza({ sandbox }: { sandbox: SandboxStatus }) {
  const [product, setProduct] = useState<Product>('openbao')
  const key = sandbox.keys.find(({ alias }) => alias !== undefined) ?? sandbox.keys[0]
  const version = plainest(product) ?? '2.6.2'
  const stanza = useProcedure(
    'config.export',
    {
      engine: { product, version },
      form: 'hcl',
      parameters: {
        ...(sandbox.region ? { region: sandbox.region } : {}),
        ...(sandbox.endpoint ? { endpoint: sandbox.endpoint } : {}),
        kms_key_id: key?.alias ?? key?.keyId ?? 'alias/vault-unseal',
      },
    },
    { keepPrevious: true },
  )
  return (
    <div className={styles.stanza}>
      <SegmentedControl
        label="Server"
        selectedId={product}
        options={productSchema.options.map((id) => ({
          id,
          text: `${productName(id)} ${id === product ? version : ''}`.trim(),
        }))}
        onChange={({ detail }) => setProduct(productSchema.parse(detail.selectedId))}
      />
      {stanza.error && <DiagnosisPanel diagnosis={stanza.error.diagnosis} onRetry={() => void stanza.refetch()} />}
      {stanza.data && <CodeView text={stanza.data.text} label="seal stanza for the sandbox" />}
      <p className={styles.quiet}>
        Start the server with the copied environment: it holds the credentials that the stanza leaves out.
      </p>
    </div>
  )
}
