import { Link } from 'wouter'
import { isDirty, useOpenFiles } from './editor/open-files.ts'
import { editorPath } from './open-configuration.ts'

/** The way back to the configuration files that are open. */
export function OpenFilesLink() {
  const { files } = useOpenFiles()
  if (files.length === 0) return null
  const unsaved = files.filter(isDirty).length
  const open = files.length === 1 ? '1 open configuration file' : `${files.length} open configuration files`
  return (
    <p>
      <Link href={editorPath}>{unsaved > 0 ? `${open}, ${unsaved} unsaved` : open}</Link>
    </p>
  )
}
