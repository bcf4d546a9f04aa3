import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Textarea from '@cloudscape-design/components/textarea'
import { useDeferredValue, useEffect } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { OutputOf } from '../../client/contract-types.ts'
import { useLongQuery } from '../../client/long-query.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import styles from './bench-tab.module.css'
import { createDraftStore } from './draft-store.ts'
import { PacketView } from './packet-view.tsx'
import { checkInputOf } from './use-seal-check.ts'

interface BenchTexts {
  plaintext: string
  blob: string
}

const benchTexts = createDraftStore<BenchTexts>()

/** Encrypts a text as the server encrypts, lays the blob open, and decrypts it back. */
export function BenchTab({ seal }: { seal: SavedSeal }) {
  const target = checkInputOf(seal)
  const texts = benchTexts.use(seal.id) ?? { plaintext: '', blob: '' }
  const set = (change: Partial<BenchTexts>) => benchTexts.set(seal.id, { ...texts, ...change })
  const encryption = useLongQuery('bench.encrypt')
  const decryption = useLongQuery('bench.decrypt')

  const { value: encrypted } = encryption
  useEffect(() => {
    const kept = benchTexts.get(seal.id)
    if (encrypted) benchTexts.set(seal.id, { plaintext: kept?.plaintext ?? '', blob: encrypted.blob })
  }, [encrypted, seal.id])

  if (!target) {
    return (
      <EmptyState title="No key to encrypt with">
        <p>Name the key under Configure to try it here.</p>
      </EmptyState>
    )
  }
  const { kmsKeyId: _, ...place } = target
  const answered = decryption.input?.blob === texts.blob ? decryption : undefined
  return (
    <div className={styles.bench}>
      <section className={styles.part} aria-label="Encrypt">
        <FormField label="Text" description="Encrypted under a fresh DEK; KMS wraps the DEK." stretch>
          <Textarea
            value={texts.plaintext}
            rows={3}
            spellcheck={false}
            onChange={({ detail }) => set({ plaintext: detail.value })}
          />
        </FormField>
        <div className={styles.actions}>
          <Button
            variant="primary"
            loading={encryption.state === 'running'}
            onClick={() => encryption.start({ ...target, plaintext: texts.plaintext })}
          >
            Encrypt
          </Button>
        </div>
        {encryption.failure && <DiagnosisPanel diagnosis={encryption.failure.diagnosis} />}
      </section>
      <section className={styles.part} aria-label="Decrypt">
        <FormField
          label="Blob"
          description="Base64 of a BlobInfo, or a file-storage entry. A blob made elsewhere is verified without showing its text."
          stretch
        >
          <Textarea
            value={texts.blob}
            rows={3}
            spellcheck={false}
            onChange={({ detail }) => set({ blob: detail.value })}
          />
        </FormField>
        <div className={styles.actions}>
          {texts.blob && <CopyButton wide text={texts.blob} label="Copy blob" />}
          <Button
            disabled={texts.blob.trim() === ''}
            loading={decryption.state === 'running'}
            onClick={() => decryption.start({ ...place, blob: texts.blob })}
          >
            Decrypt
          </Button>
        </div>
        {answered?.failure && <DiagnosisPanel diagnosis={answered.failure.diagnosis} />}
        {answered?.value && <Opened answer={answered.value} />}
      </section>
      <Layout blob={texts.blob} />
    </div>
  )
}

function Opened({ answer }: { answer: OutputOf<'bench.decrypt'> }) {
  const what =
    'plaintext' in answer
      ? {
          label: 'Text',
          value: answer.plaintext === '' ? 'Empty text' : <pre className={styles.text}>{answer.plaintext}</pre>,
        }
      : { label: 'Opened', value: `Verified: ${answer.plaintextLength} bytes, not shown` }
  return (
    <div role="status" aria-label="Decrypted">
      <KeyValue
        layout="rows"
        pairs={[
          what,
          { label: 'Key ARN', value: <Ident text={answer.keyArn} name="key ARN" /> },
          {
            label: 'Key material id',
            value: answer.keyMaterialId && <Ident text={answer.keyMaterialId} name="key material id" />,
          },
        ]}
      />
    </div>
  )
}

function Layout({ blob }: { blob: string }) {
  const bytes = useDeferredValue(blob.trim())
  const view = useProcedure(
    'blob.decode',
    { bytes: bytes || '-' },
    { enabled: bytes !== '', staleTime: Number.POSITIVE_INFINITY },
  )
  if (bytes === '') return null
  return (
    <section className={styles.layout} aria-label="Fields of the blob">
      {view.isError && <DiagnosisPanel diagnosis={view.error.diagnosis} />}
      {view.data && <PacketView view={view.data} />}
    </section>
  )
}
