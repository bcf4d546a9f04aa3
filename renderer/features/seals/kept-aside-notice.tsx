import styles from './seals-screen.module.css'
/** Names every damaged file that was put out of the way instead of being overwritten. */
export function KeptAsideNotice({ files }: { files: readonly string[] }) {
  if (files.length === 0) return null
  return (
    <div className={styles.notice} role="status">
      <strong>A damaged seals file was kept aside</strong>
      <p>It could not be read, so a new list was begun. Nothing of it was lost; it lies whole in:</p>
      <ul>
        {files.map((file) => (
          <li key={file}>
            <code>{file}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
