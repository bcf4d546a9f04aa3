import { folderOf, nameOf } from '../../../../shared/domain/file-path.ts'
import styles from './editor.module.css'
import { isDirty, type OpenFile, openFiles } from './open-files.ts'

/** The open files by folder. One with unsaved changes says so. */
export function FileList({ files, activeId }: { files: readonly OpenFile[]; activeId: string }) {
  const folders = [...new Set(files.map(({ path }) => folderOf(path)))]
  return (
    <nav aria-label="Open files" className={styles.files}>
      {folders.map((folder) => (
        <div key={folder}>
          <p className={styles.folder} title={folder}>
            {nameOf(folder) || folder}
          </p>
          <ul>
            {files
              .filter(({ path }) => folderOf(path) === folder)
              .map((file) => (
                <li key={file.id}>
                  <button
                    type="button"
                    title={file.path}
                    aria-current={file.id === activeId ? 'true' : undefined}
                    onClick={() => openFiles.show(file.id)}
                  >
                    {nameOf(file.path)}
                    {isDirty(file) && <span className={styles.dirty}> (unsaved)</span>}
                    {file.outside && <span className={styles.dirty}> (changed outside)</span>}
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
