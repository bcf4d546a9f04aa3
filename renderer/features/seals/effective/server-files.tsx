import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Textarea from '@cloudscape-design/components/textarea'
import { useState } from 'react'
import type { LoadedServer } from '../../../../shared/domain/server-environment.ts'
import { useRemovalFocus } from '../../../ui/removal-focus.ts'
import styles from './effective.module.css'
import { looksSecret, type Surroundings } from './surroundings.ts'

type TypedFile = Surroundings['files'][number]

interface ServerFilesProps {
  loaded: LoadedServer['files']
  isBusy: boolean
  typed: readonly TypedFile[]
  /** The home folder of whoever runs the server, where it is known. */
  home: string
  onLoad(from: 'clipboard' | 'file', serverPath: string): void
  onDrop(serverPath: string): void
  onType(files: TypedFile[]): void
}

/** The AWS files and other files on the server's disk, each at the path where the server has it. */
export function ServerFiles({ loaded, isBusy, typed, home, onLoad, onDrop, onType }: ServerFilesProps) {
  const [path, setPath] = useState('')
  const [added, setAdded] = useState<number>()
  const { list, removing } = useRemovalFocus<HTMLElement>()
  const isAbsolute = path === '' || path.startsWith('/')
  const usual = `${home || '/root'}/.aws/credentials`
  return (
    <section ref={list} tabIndex={-1} aria-label="Files of the server" className={styles.typed}>
      <div className={styles.fileBar}>
        <FormField
          label="File of the server’s disk"
          constraintText="Left empty: the server’s credentials file; a pasted or opened one may be its config file, as its text shows."
          errorText={isAbsolute ? undefined : 'A path on the server begins with a slash.'}
        >
          <Input value={path} spellcheck={false} placeholder={usual} onChange={({ detail }) => setPath(detail.value)} />
        </FormField>
        <div className={styles.bar}>
          <Button iconName="copy" disabled={!isAbsolute || isBusy} onClick={() => onLoad('clipboard', path)}>
            Paste file
          </Button>
          <Button iconName="folder-open" disabled={!isAbsolute || isBusy} onClick={() => onLoad('file', path)}>
            Open file
          </Button>
          <Button
            disabled={!isAbsolute}
            onClick={() => {
              setAdded(typed.length)
              onType([...typed, { path: path || usual, text: '' }])
            }}
          >
            Type file
          </Button>
        </div>
      </div>
      {loaded.length > 0 && (
        <ul className={styles.files}>
          {loaded.map((file, index) => (
            <li key={file.path} data-row>
              <code className={styles.text}>{file.path}</code>
              <span className={styles.quiet}>
                {file.profiles.length > 0 ? `sections: ${file.profiles.join(', ')}` : 'kept in the main process'}
              </span>
              <Button
                variant="inline-icon"
                iconName="close"
                disabled={isBusy}
                ariaLabel={`Take ${file.path} out`}
                onClick={() => {
                  removing(index)
                  onDrop(file.path)
                }}
              />
            </li>
          ))}
        </ul>
      )}
      {typed.map((file, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two rows may have one path while it is being typed
        <div key={index} data-row className={styles.typedFile}>
          <FormField
            stretch
            label={file.path}
            errorText={
              typed.slice(index + 1).some((later) => later.path === file.path) &&
              'The file stands below again, which counts.'
            }
            {...(looksSecret(file.path, file.text)
              ? { warningText: 'This looks like a secret. Paste the file instead: then it never is in the page.' }
              : {})}
          >
            <Textarea
              value={file.text}
              rows={4}
              autoFocus={index === added}
              spellcheck={false}
              onChange={({ detail }) =>
                onType(typed.map((each, at) => (at === index ? { ...each, text: detail.value } : each)))
              }
            />
          </FormField>
          <Button
            variant="inline-icon"
            iconName="remove"
            ariaLabel={`Remove ${file.path}`}
            onClick={() => {
              removing(loaded.length + index)
              onType(typed.filter((_, at) => at !== index))
            }}
          />
        </div>
      ))}
    </section>
  )
}
