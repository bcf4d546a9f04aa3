/** The key pair of the environment, under its two spellings. Half a pair counts as none. */
import type { Candidate } from './candidate.ts'
import type { Environment } from './surroundings.ts'

const accessKeyNames = ['AWS_ACCESS_KEY_ID', 'AWS_ACCESS_KEY'] as const
const secretKeyNames = ['AWS_SECRET_ACCESS_KEY', 'AWS_SECRET_KEY'] as const
const sessionTokenName = 'AWS_SESSION_TOKEN'

export interface KeyPair {
  accessKey: Candidate
  secretKey: Candidate
  sessionToken: Candidate | undefined
}

export function environmentPair(environment: Environment): KeyPair | undefined {
  const accessKey = keyOf(environment, accessKeyNames)
  const secretKey = keyOf(environment, secretKeyNames)
  if (!accessKey || !secretKey) return undefined
  return { accessKey, secretKey, sessionToken: keyOf(environment, [sessionTokenName]) }
}

export function hasHalfPair(environment: Environment): boolean {
  return (environment.first(accessKeyNames) === undefined) !== (environment.first(secretKeyNames) === undefined)
}

function keyOf(environment: Environment, names: readonly string[]): Candidate | undefined {
  const found = environment.first(names)
  if (!found) return undefined
  const isAlias = found.name === accessKeyNames[1] || found.name === secretKeyNames[1]
  return {
    value: found.value,
    origin: { kind: 'environment', name: found.name },
    rule: isAlias ? 'environment-alias' : 'environment-pair',
  }
}
