import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import type { Engine } from '../../../../shared/domain/engine.ts'
import { EngineFields } from '../engine-fields.tsx'
import { defaultEngine, newestRun } from '../server-rules.ts'
import styles from './effective.module.css'
import type { KeptSurroundings } from './use-surroundings.ts'

interface ServersBarProps {
  kept: KeptSurroundings
  ownEngine: Engine
  /** False where the server is chosen beside this already. */
  choosesServer: boolean
}

/** The server that is asked about, and a second one to compare it with. */
export function ServersBar({ kept, ownEngine, choosesServer }: ServersBarProps) {
  const { surroundings, engine, change, forget } = kept
  const { other, unfinished, otherUnfinished, onlyDifferences } = surroundings
  return (
    <div className={styles.servers}>
      {choosesServer && (
        <section aria-label="Server" className={styles.server}>
          <EngineFields
            engine={engine}
            unfinished={unfinished}
            onChange={(next, typed) => change({ engine: next, unfinished: typed })}
          />
        </section>
      )}
      {other && (
        <section aria-label="Server to compare with" className={styles.server}>
          <EngineFields
            engine={other}
            unfinished={otherUnfinished}
            onChange={(next, typed) => change({ other: next, otherUnfinished: typed })}
          />
        </section>
      )}
      <div className={styles.bar}>
        {other ? (
          <>
            <Checkbox checked={onlyDifferences} onChange={({ detail }) => change({ onlyDifferences: detail.checked })}>
              Only differences
            </Checkbox>
            <Button variant="inline-link" onClick={() => forget('other')}>
              Stop comparing
            </Button>
          </>
        ) : (
          <Button variant="inline-link" onClick={() => change({ other: counterpart(ownEngine), otherUnfinished: {} })}>
            Compare with another server
          </Button>
        )}
      </div>
    </div>
  )
}

/** The other product, which is where most moves go. */
const counterpart = ({ product }: Engine): Engine => (product === 'vault' ? defaultEngine : newestRun('vault'))
