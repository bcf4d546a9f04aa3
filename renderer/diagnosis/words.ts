import type { Evidence } from '../../shared/diagnosis.ts'
import { reasonText } from './reasons.ts'

/** What a button in the panel can do. Whoever draws the page says how; a button without a way is not shown. */
export type RemedyAct =
  | 'retry'
  | 'switch-identity'
  | 'start-sandbox'
  | 'start-sandbox-on-another-port'
  | 'open-keys'
  | 'open-settings'

/** One thing to do: a button, a complete command or text to copy, or advice where nothing shorter helps. */
export type Remedy =
  | { kind: 'act'; act: RemedyAct; label: string }
  | { kind: 'copy'; label: string; text: string }
  | { kind: 'advice'; text: string }

/** The words of a diagnosis. The title ends with its variable part, after a colon, and has no full stop. */
export interface Words {
  title: (evidence: Evidence) => string
  happened: (evidence: Evidence) => string
  remedies: (evidence: Evidence) => readonly Remedy[]
}

export const act = (to: RemedyAct, label: string): Remedy => ({ kind: 'act', act: to, label })
export const copy = (label: string, text: string): Remedy => ({ kind: 'copy', label, text })
export const advice = (text: string): Remedy => ({ kind: 'advice', text })

export const retry = act('retry', 'Try again')
export const switchIdentity = act('switch-identity', 'Switch identity')

/** A title with its variable part, where there is one. */
export const titled = (title: string, part: string | undefined): string => (part ? `${title}: ${part}` : title)

/** The key as it was asked for, else as it was found. */
export const keyOf = (evidence: Evidence): string | undefined => evidence.keyReference ?? evidence.keyArn

/** Whose credentials were used, as a noun phrase. */
export function whose({ profile, source }: Evidence): string {
  if (profile) return `profile ${profile}`
  if (source === 'sandbox') return 'the sandbox'
  if (source === 'environment') return 'this machine’s environment'
  return 'the current identity'
}

/** The reason as the end of a sentence, where one is known. */
export const because = ({ reason }: Evidence): string => (reason ? `: ${reasonText(reason)}` : '')

/** The name of the operation without its service, for permissions: `KMS DescribeKey` gives `DescribeKey`. */
export const operationOf = ({ operation }: Evidence): string | undefined => operation?.split(/[\s:.]/).at(-1)

/** A moment in UTC to the minute. */
export const utc = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`

/** One word of a shell command, quoted where a shell would read more into it. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

/** An endpoint that region and service do not say by themselves. */
export const endpointOfOnesOwn = ({ endpoint }: Evidence): string | undefined =>
  endpoint && /^https:\/\/(kms|sts)\.([\w-]+\.)?amazonaws\.com(\.cn)?\/?$/.test(endpoint) ? undefined : endpoint

/** A complete AWS CLI command, aimed where the failed call was aimed. */
export function awsCommand(evidence: Evidence, ...words: string[]): string {
  const { profile, region } = evidence
  const endpoint = endpointOfOnesOwn(evidence)
  const aimed = [
    ...(profile ? ['--profile', profile] : []),
    ...(region ? ['--region', region] : []),
    ...(endpoint ? ['--endpoint-url', endpoint] : []),
  ]
  return ['aws', ...words, ...aimed].map(shellWord).join(' ')
}
