import type { SandboxStatus } from '../../client/contract-types.ts'
import { Fold } from './fold.tsx'
import { RequestLog } from './request-log.tsx'
import { SandboxFaults } from './sandbox-faults.tsx'
import { SandboxKeys } from './sandbox-keys.tsx'
import { SandboxPrincipals } from './sandbox-principals.tsx'
import { SandboxServer } from './sandbox-server.tsx'
import { SandboxSlowness } from './sandbox-slowness.tsx'
import { SandboxTime } from './sandbox-time.tsx'
import { aheadText, faultCountText, slownessText } from './sandbox-words.ts'
import styles from './settings.module.css'

/** What can be looked at and done while the sandbox runs. */
export function SandboxFolds({ sandbox }: { sandbox: SandboxStatus }) {
  return (
    <div className={styles.folds}>
      <Fold title="A server on this machine" note="Open the sandbox to it in three lines" initially="unfolded">
        <SandboxServer sandbox={sandbox} />
      </Fold>
      <Fold title="Principals" note="Who may sign, what each may do, and environments to copy">
        <SandboxPrincipals principals={sandbox.principals} />
      </Fold>
      {sandbox.keys.length > 0 && (
        <Fold title="Keys that the seed made" note="One of each kind that a seal’s owner meets">
          <SandboxKeys keys={sandbox.keys} />
        </Fold>
      )}
      {sandbox.attached ? (
        <p className={styles.quiet}>
          Another process runs this sandbox, and the app uses it. Its requests, time and faults can be seen when that
          process has ended and the sandbox is started here.
        </p>
      ) : (
        <InsideFolds sandbox={sandbox} />
      )}
    </div>
  )
}

/** What only the process that runs the sandbox can tell and do. */
function InsideFolds({ sandbox }: { sandbox: SandboxStatus }) {
  return (
    <>
      <Fold title="Requests" note="Live: operation, principal, key and result">
        <RequestLog />
      </Fold>
      <Fold title="Time" note={aheadText(sandbox.aheadDays)}>
        <SandboxTime sandbox={sandbox} />
      </Fold>
      <Fold title="Faults" note={faultCountText(sandbox.activeFaults)}>
        <SandboxFaults principals={sandbox.principals} />
      </Fold>
      <Fold title="Slowness" note={slownessText(sandbox.slownessMs)}>
        <SandboxSlowness milliseconds={sandbox.slownessMs ?? 0} />
      </Fold>
    </>
  )
}
