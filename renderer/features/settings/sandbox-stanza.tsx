import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { type Product, productName, productSchema } from '../../../shared/domain/engine.ts'
import { selectableVersions } from '../../../shared/domain/releases.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CodeView } from '../../ui/code-view.tsx'
import styles from './settings.module.css'

/** The newest release known by running it that needs nothing beside the stanza. */
function versionOf(product: Product): string {
  const offered = selectableVersions(product)
  const plainest = offered.find(({ assumed, release }) => !assumed && release.era.awskmsBuiltIn) ?? offered[0]
  return plainest?.version ?? '2.6.2'
}

/** A stanza that points a server at the sandbox, as the export writes it. */
export function useSandboxStanza(sandbox: SandboxStatus, product: Product) {
  const key = sandbox.keys.find(({ alias }) => alias !== undefined) ?? sandbox.keys[0]
  return useProcedure(
    'config.export',
    {
      engine: { product, version: versionOf(product) },
      form: 'hcl',
      parameters: {
        ...(sandbox.region ? { region: sandbox.region } : {}),
        ...(sandbox.endpoint ? { endpoint: sandbox.endpoint } : {}),
        kms_key_id: key?.alias ?? key?.keyId ?? 'alias/vault-unseal',
      },
    },
    { keepPrevious: true },
  )
}

/** The stanza, and whose it is. */
export function SandboxStanza(props: {
  stanza: ReturnType<typeof useSandboxStanza>
  product: Product
  onProduct: (product: Product) => void
}) {
  const { stanza, product } = props
  return (
    <div className={styles.stanza}>
      <SegmentedControl
        label="Server"
        selectedId={product}
        options={productSchema.options.map((id) => ({
          id,
          text: `${productName(id)} ${id === product ? versionOf(product) : ''}`.trim(),
        }))}
        onChange={({ detail }) => props.onProduct(productSchema.parse(detail.selectedId))}
      />
      {stanza.error && <DiagnosisPanel diagnosis={stanza.error.diagnosis} onRetry={() => void stanza.refetch()} />}
      {stanza.data && <CodeView text={stanza.data.text} label="seal stanza for the sandbox" />}
    </div>
  )
}
