import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import { type Engine, engineText } from '../../../../shared/domain/engine.ts'
import { EngineFields } from '../engine-fields.tsx'
import { usualServer } from '../server-rules.ts'
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
  const { surroundings, engine, unfinished, change, choose, forget } = kept
  const { other, otherUnfinished, onlyDifferences } = surroundings
  const isOwn = engineText(engine) === engineText(ownEngine)
  return (
    <div className={styles.servers}>
      {choosesServer && (
        <fieldset className={styles.server}>
          <legend>Server</legend>
          <EngineFields
            engine={engine}
            unfinished={unfinished}
            onChange={(next, typed) => choose(backToOwn(next, engine, ownEngine), typed)}
          />
          {!isOwn && (
            <p className={styles.bar}>
              <span className={styles.quiet}>Not this seal’s own server.</span>
              <Button variant="inline-link" onClick={() => choose(ownEngine, {})}>
                {`Back to ${engineText(ownEngine)}`}
              </Button>
            </p>
          )}
        </fieldset>
      )}
      {other && (
        <fieldset className={styles.server}>
          <legend>Compared with</legend>
          <EngineFields
            engine={other}
            unfinished={otherUnfinished}
            onChange={(next, typed) => change({ other: next, otherUnfinished: typed })}
          />
        </fieldset>
      )}
      <div className={styles.bar}>
        <Button
          variant="inline-link"
          onClick={() => (other ? forget('other') : change({ other: counterpart(engine), otherUnfinished: {} }))}
        >
          {other ? 'Stop comparing' : 'Compare with another server'}
        </Button>
        {other && (
          <Checkbox checked={onlyDifferences} onChange={({ detail }) => change({ onlyDifferences: detail.checked })}>
            Only differences
          </Checkbox>
        )}
      </div>
    </div>
  )
}

/** The other product, which is where most moves go. */
const counterpart = ({ product }: Engine): Engine => usualServer(product === 'vault' ? 'openbao' : 'vault')

/** Whoever goes back to the product of the seal's own server means that server. */
const backToOwn = (next: Engine, before: Engine, own: Engine): Engine =>
  next.product !== before.product && next.product === own.product ? own : next
