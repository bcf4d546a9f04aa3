import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import { useDeferredValue, useEffect, useId } from 'react'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import type { DiagnosisCode, OutputOf } from '../../client/contract-types.ts'
import { useLongQuery } from '../../client/long-query.ts'
import { useProcedure } from '../../client/procedures.ts'
import { DiagnosisPanel } from '../../diagnosis/diagnosis-panel.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import styles from './bench-tab.module.css'
import { type BenchTexts, benchTexts } from './drafts.ts'
import { LongText } from './long-text.tsx'
import { PacketView } from './packet-view.tsx'
import { tooLong } from './parameter-faults.ts'
import { checkInputOf } from './use-seal-check.ts'

/** The longest text that is encrypted here, in letters. */
const longestText = 65_536
/** The longest blob that is read here, in letters of its base64. */
const longestBlob = 1_400_000

/** Encrypts a text as the server encrypts, lays the blob open, and decrypts it back. */
export function BenchTab({ seal, dirty }: { seal: SavedSeal; dirty: boolean }) {
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
  // An outcome stands for as long as what it is about: with the first changed letter it goes.
  const encryptFailure = encryption.input?.plaintext === texts.plaintext ? encryption.failure?.diagnosis : undefined
  const answered = decryption.input?.blob === texts.blob ? decryption : undefined
  const textFault = tooLong(texts.plaintext, longestText)
  const blobFault = tooLong(texts.blob, longestBlob)
  return (
    <div className={styles.bench}>
      {dirty && <p className={styles.note}>Unsaved changes are not used here. The bench works with the saved seal.</p>}
      <section className={styles.part} aria-label="Encrypt">
        <TextField
          label="Text"
          description="Encrypted under a fresh DEK; KMS wraps the DEK."
          fault={textFault}
          text={texts.plaintext}
          onChange={(plaintext) => set({ plaintext })}
        />
        <div className={styles.actions}>
          <Button
            variant="primary"
            disabled={textFault !== undefined}
            loading={encryption.state === 'running'}
            onClick={() => encryption.start({ ...target, plaintext: texts.plaintext })}
          >
            Encrypt
          </Button>
        </div>
        {encryptFailure && <DiagnosisPanel diagnosis={encryptFailure} />}
      </section>
      <section className={styles.part} aria-label="Decrypt">
        <TextField
          label="Blob"
          description="Base64 of a BlobInfo, or a file-storage entry. A blob made elsewhere is verified without showing its text."
          fault={blobFault}
          text={texts.blob}
          onChange={(blob) => set({ blob })}
        />
        <div className={styles.actions}>
          {texts.blob && <CopyButton wide text={texts.blob} label="Copy blob" />}
          <Button
            disabled={texts.blob.trim() === '' || blobFault !== undefined}
            loading={decryption.state === 'running'}
            onClick={() => decryption.start({ ...place, blob: texts.blob })}
          >
            Decrypt
          </Button>
        </div>
        {answered?.failure && <DiagnosisPanel diagnosis={answered.failure.diagnosis} />}
        {answered?.value && <Opened answer={answered.value} />}
      </section>
      {!blobFault && <Layout blob={texts.blob} told={answered?.failure?.diagnosis.code} />}
    </div>
  )
}

function TextField(props: {
  label: string
  description: string
  fault: string | undefined
  text: string
  onChange(text: string): void
}) {
  const id = useId()
  return (
    <FormField label={props.label} description={props.description} errorText={props.fault} controlId={id} stretch>
      <LongText id={id} invalid={props.fault !== undefined} text={props.text} onChange={props.onChange} />
    </FormField>
  )
}

function Opened({ answer }: { answer: OutputOf<'bench.decrypt'> }) {
  const what =
    'plaintext' in answer
      ? {
          label: 'Text',
          value: answer.plaintext === '' ? 'Empty text' : <OpenedText text={answer.plaintext} />,
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

function OpenedText({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.text} tabIndex={0} aria-label="Decrypted text">
      {text}
    </section>
  )
}

/** The fields of the blob. What a decryption has told of it already is not told twice. */
function Layout({ blob, told }: { blob: string; told: DiagnosisCode | undefined }) {
  const bytes = useDeferredValue(blob.trim())
  const view = useProcedure(
    'blob.decode',
    { bytes: bytes || '-' },
    { enabled: bytes !== '', staleTime: Number.POSITIVE_INFINITY },
  )
  if (bytes === '') return null
  return (
    <section className={styles.layout} aria-label="Fields of the blob">
      {view.isError && view.error.diagnosis.code !== told && <DiagnosisPanel diagnosis={view.error.diagnosis} />}
      {view.data && <PacketView view={view.data} />}
    </section>
  )
}
