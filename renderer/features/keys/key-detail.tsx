import Button from '@cloudscape-design/components/button'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import type { Connection } from '../../../shared/domain/connection.ts'
import type { ListedAlias } from '../../../shared/domain/kms-key.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Ident } from '../../ui/ident.tsx'
import { AliasesTab } from './aliases-tab.tsx'
import styles from './key-detail.module.css'
import { type KeyRow, keyRowName, keyRowReference } from './key-rows.ts'
import { OverviewTab } from './overview-tab.tsx'
import { RotationTab } from './rotation-tab.tsx'

/** The tab stays while rows are browsed: who compares rotations does not want to choose it again for each key. */
let lastTab = 'overview'

/** The selected key below its table. */
export function KeyDetail(props: {
  row: KeyRow
  aliases: readonly ListedAlias[]
  connection: Connection
  onClose(): void
}) {
  const { row, connection } = props
  const [tab, setTab] = useState(lastTab)
  const key = keyRowReference(row)
  return (
    <section className={styles.detail} aria-label={`Key ${keyRowName(row)}`}>
      <header className={styles.header}>
        <h2>{keyRowName(row)}</h2>
        {row.keyArn && <Ident text={row.keyArn} name="key ARN" tail={36} />}
        <span className={styles.close}>
          <Button variant="icon" iconName="close" ariaLabel="Close detail" onClick={props.onClose} />
        </span>
      </header>
      {key ? (
        <Tabs
          ariaLabel="Key"
          activeTabId={tab}
          onChange={({ detail }) => {
            lastTab = detail.activeTabId
            setTab(detail.activeTabId)
          }}
          tabs={[
            { id: 'overview', label: 'Overview', content: <OverviewTab connection={connection} id={key} /> },
            {
              id: 'aliases',
              label: 'Aliases',
              content: <AliasesTab aliases={props.aliases.filter((alias) => alias.targetKeyId === row.keyId)} />,
            },
            { id: 'rotation', label: 'Rotation', content: <RotationTab connection={connection} id={key} /> },
          ]}
        />
      ) : (
        <EmptyState title="No key behind this alias">
          <p>AWS keeps the name for a key of its own and creates the key at first use. A seal cannot use it.</p>
        </EmptyState>
      )}
    </section>
  )
}
