import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import type { LoadedName } from '../../../../shared/domain/server-environment.ts'
import { useRemovalFocus } from '../../../ui/removal-focus.ts'
import styles from './effective.module.css'

interface NamesTableProps {
  names: readonly LoadedName[]
  /** Names that are typed over. */
  overlaid: readonly string[]
  /** Names that the configuration refers to. */
  referred: readonly string[]
  /** While something is being read or taken out nothing else can be. */
  isBusy: boolean
  onDrop(name: string): void
}

/** The loaded names with their values, masked unless they are known to be public. */
export function NamesTable({ names, overlaid, referred, isBusy, onDrop }: NamesTableProps) {
  const [all, setAll] = useState(false)
  const { list, removing } = useRemovalFocus<HTMLTableElement>()
  const related = names.filter(({ name }) => isRelated(name) || referred.includes(name))
  const rest = names.length - related.length
  const shown = all ? names : related
  return (
    <>
      <div className={styles.scroller}>
        <table ref={list} tabIndex={-1} className={styles.table}>
          <caption>Loaded environment</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
              <th scope="col">
                <span className="sw-visually-hidden">Acts</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, masked, looksSecret }, index) => (
              <tr key={name} data-row>
                <th scope="row">
                  <code>{name}</code>
                </th>
                <td>
                  <code className={styles.text}>{masked === '' ? 'empty' : masked}</code>
                  {looksSecret && <span className={styles.quiet}> secret, kept in the main process</span>}
                  {overlaid.includes(name) && <span className={styles.quiet}> (typed over below)</span>}
                </td>
                <td className={styles.acts}>
                  <Button
                    variant="inline-icon"
                    iconName="close"
                    disabled={isBusy}
                    ariaLabel={`Take ${name} out`}
                    onClick={() => {
                      removing(index)
                      onDrop(name)
                    }}
                  />
                </td>
              </tr>
            ))}
            {shown.length === 0 && (
              <tr>
                <td colSpan={3} className={styles.quiet}>
                  None that seals are known to read.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {rest > 0 && (
        <Checkbox checked={all} onChange={({ detail }) => setAll(detail.checked)}>
          {`Show the other ${rest === 1 ? 'one' : rest}, too`}
        </Checkbox>
      )}
    </>
  )
}

/** Names that a wrapper, an SDK or the server's choice of seal may read. */
const isRelated = (name: string) => /^(?:AWS|VAULT|BAO|SSL_CERT|HTTPS?_PROXY|NO_PROXY|HOME$)/i.test(name)
