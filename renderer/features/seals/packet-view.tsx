import type { BlobView, DecodedBlob, WireField } from '../../../shared/domain/blob-view.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { fieldExplanation, noteWords } from './blob-words.ts'
import styles from './packet-view.module.css'

const layouts: Record<BlobView['layout'], string> = {
  'blob-info': 'One BlobInfo, as a server stores it',
  'multi-wrap': 'A MultiWrapValue: one BlobInfo for each seal of a generation',
  'seal-wrapped-entry': 'A seal-wrapped storage entry of Vault Enterprise',
}

/** A stored value laid open field by field, in the order of its bytes. */
export function PacketView({ view }: { view: BlobView }) {
  const generation = view.generation === undefined ? '' : ` · generation ${view.generation}`
  return (
    <div className={styles.view}>
      <p className={styles.layout}>
        {layouts[view.layout]} · {view.length} bytes{generation}
      </p>
      {view.blobs.map((blob, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a blob's place in the value is its identity
        <Blob key={index} blob={blob} title={view.blobs.length > 1 ? `Blob ${index + 1}` : 'Fields'} />
      ))}
    </div>
  )
}

function Blob({ blob, title }: { blob: DecodedBlob; title: string }) {
  return (
    <>
      <ByteStrip fields={blob.fields} />
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">Offset</th>
              <th scope="col">Length</th>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col">What it is</th>
            </tr>
          </thead>
          <tbody>
            {blob.fields.map((field) => (
              <tr key={`${field.path} ${field.offset}`} data-nested={field.path.includes('.')}>
                <td className={styles.number}>{field.offset}</td>
                <td className={styles.number}>{field.length}</td>
                <td className={styles.name}>
                  {field.name} <span className={styles.quiet}>{field.path}</span>
                </td>
                <td className={styles.value}>
                  {isOuter(field, blob.fields) ? 'The fields below' : <Value field={field} />}
                </td>
                <td>{fieldExplanation(field.path)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {blob.notes.length > 0 && (
        <ul className={styles.notes}>
          {blob.notes.map((note) => (
            <li key={note}>{noteWords[note]}</li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Whether other fields lie inside this one. */
function isOuter(field: WireField, fields: readonly WireField[]): boolean {
  return fields.some((other) => other.path.startsWith(`${field.path}.`))
}

function Value({ field }: { field: WireField }) {
  if (field.value === undefined) return <span className={styles.quiet}>{field.length} bytes, not shown</span>
  return (
    <span className={styles.copyable}>
      <code>{field.value}</code>
      {field.value.length > 8 && <CopyButton text={field.value} label={`Copy ${field.name}`} />}
    </span>
  )
}

/** The bytes of the blob to scale: how much of it is what. The table below says the same in words. */
function ByteStrip({ fields }: { fields: readonly WireField[] }) {
  const leaves = fields.filter((field) => !isOuter(field, fields))
  return (
    <div className={styles.strip} aria-hidden="true">
      {leaves.map((field) => (
        <span
          key={`${field.path} ${field.offset}`}
          className={styles.bytes}
          style={{ flexGrow: Math.max(field.length, 1) }}
          title={`${field.name}: ${field.length} bytes at ${field.offset}`}
        >
          {field.name}
        </span>
      ))}
    </div>
  )
}
