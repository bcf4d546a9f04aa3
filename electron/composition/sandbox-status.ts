/** What the sandbox's own words are in the app's contract: all that a status holds, and no secret. */
import type { OutputOf } from '../../shared/contract/index.ts'
import type { UsageByAgent } from '../sandbox/activity.ts'
import type { ReadyInfo } from '../sandbox/ready.ts'
import type { Conditions } from '../sandbox/sandbox.ts'

type Status = OutputOf<'sandbox.status'>

export const nothingRuns = { keys: [], principals: [], keptAside: [], outsideClients: [] }

export function runningStatus(ready: ReadyInfo, usage: UsageByAgent[]): Status {
  return {
    state: 'running',
    endpoint: ready.endpoint,
    port: Number(new URL(ready.endpoint).port),
    region: ready.region,
    accessKeyId: ready.accessKeyId,
    keys: ready.keys.map(({ name, keyId, arn, alias }) => ({ name, keyId, arn, ...(alias && { alias }) })),
    principals: ready.principals.map(({ name, arn, accessKeyId }) => ({
      name,
      arn,
      ...(accessKeyId && { accessKeyId }),
    })),
    keptAside: ready.damagedStore === undefined ? [] : [ready.damagedStore],
    outsideClients: usage.map(({ userAgent, requests, lastAt }) => ({
      userAgent,
      requests,
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}

/** Undefined where nobody of this process can ask for them. */
export const conditionsOf = (conditions: Conditions | undefined): Partial<Status> =>
  conditions
    ? {
        now: new Date(conditions.now).toISOString(),
        aheadDays: conditions.ahead / dayMs,
        slownessMs: conditions.delay,
        activeFaults: conditions.faults,
        keyCount: conditions.keys,
        deletions: conditions.deletions.map(({ at, ...key }) => ({ ...key, at: new Date(at).toISOString() })),
      }
    : {}

const dayMs = 86_400_000
