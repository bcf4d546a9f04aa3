/**
 * From the parameters of a seal to those that may be written for one release: secrets only as references that the server
 * resolves, nothing that it does not read, no half of a pair. Each thing changed or left out comes with a warning.
 */
import type { Problem } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import {
  documentedParameters,
  furtherParameters,
  type LooseSealParameters,
} from '../../../shared/domain/seal-parameters.ts'
import { goBoolean } from '../../hcl/stanzas.ts'
import type { Parameter } from './environment-names.ts'
import { warning } from './warning.ts'

export type Value = string | number | boolean
export type Entry = readonly [parameter: Parameter, value: Value]

export interface ReadableParameters {
  entries: Entry[]
  warnings: Problem[]
}

/** Parameters whose value a server may resolve as a reference, with the variable that can carry it instead. */
const variables = {
  access_key: 'AWS_ACCESS_KEY_ID',
  secret_key: 'AWS_SECRET_ACCESS_KEY',
  session_token: 'AWS_SESSION_TOKEN',
} as const satisfies Partial<Record<Parameter, string>>
type Credential = keyof typeof variables

/** Whether a parameter is one of the three that may hold a reference; everywhere else the text itself is the value. */
export function isCredential(parameter: Parameter): parameter is Credential {
  return Object.hasOwn(variables, parameter)
}

/** The parameters in the order in which a stanza is written, empty ones left out as not set. */
export function readableParameters(parameters: LooseSealParameters, release: Release): ReadableParameters {
  const warnings: Problem[] = []
  const entries = [...documentedParameters, ...furtherParameters].flatMap((parameter): Entry[] => {
    const given = parameters[parameter]
    if (given === undefined || given === '') return []
    const { value, problems } = readable(parameter, given, release)
    warnings.push(...problems)
    return value === undefined ? [] : [[parameter, value]]
  })
  return { entries, warnings }
}

/**
 * The same with the key pair whole or absent, as a stanza must have it: half a pair there stops every server, whatever its
 * environment holds, and a token without the pair has no effect.
 */
export function withWholePair({ entries, warnings }: ReadableParameters): ReadableParameters {
  const has = (name: Parameter) => entries.some(([parameter]) => parameter === name)
  if (has('access_key') && has('secret_key')) return { entries, warnings }
  const dropped = entries.map(([parameter]) => parameter).filter(isCredential)
  return {
    entries: entries.filter(([parameter]) => !isCredential(parameter)),
    warnings: [...warnings.filter(({ code }) => code !== 'reference-keeps-line-end'), ...dropped.map(pairWarning)],
  }
}

/** Says that a part of the credentials is of no use alone, and which variable can carry it. */
export function pairWarning(key: Credential): Problem {
  const code = key === 'session_token' ? 'token-without-pair' : 'half-key-pair'
  return warning(code, { key, suggestion: variables[key] })
}

interface Reading {
  value?: Value
  problems: Problem[]
}

function readable(parameter: Parameter, given: Value, release: Release): Reading {
  if (isCredential(parameter)) return credential(parameter, String(given), release)
  switch (parameter) {
    case 'disabled':
    case 'key_not_required':
      return boolean(parameter, given)
    case 'disallow_env_vars':
      return release.era.disallowEnvVarsKey ? boolean(parameter, given) : notRead(parameter)
    case 'name':
      return release.era.namePriority ? sealName(given) : notRead(parameter)
    case 'priority':
      return release.era.namePriority ? priority(given) : notRead(parameter)
    default:
      return plain(parameter, String(given))
  }
}

/** A reference to a secret, in the only spelling that servers resolve. */
export function isReference(text: string): boolean {
  return /^(env|file):\/\/./.test(text)
}

/** Blanks around a reference do not count for the server; a scheme in other letters is no reference for it. */
function credential(parameter: Credential, given: string, release: Release): Reading {
  const text = given.trim()
  const leaveOut = (code: 'secret-left-out' | 'reference-not-supported'): Reading => ({
    problems: [warning(code, { key: parameter, suggestion: variables[parameter] })],
  })
  if (!isReference(text))
    return parameter === 'access_key' ? { value: given, problems: [] } : leaveOut('secret-left-out')
  if (!release.era.indirection) return leaveOut('reference-not-supported')
  const problems = text.startsWith('file://')
    ? [warning('reference-keeps-line-end', { key: parameter, severity: 'info' })]
    : []
  return { value: text, problems }
}

/** What servers take for a boolean is written as one; anything else stops them and stays as it is, to be seen. */
function boolean(key: Parameter, given: Value): Reading {
  const text = String(given)
  const value = goBoolean(text)
  if (value !== undefined) return { value, problems: [] }
  return { value: text, problems: [warning('not-a-boolean', { key, severity: 'error' })] }
}

function sealName(given: Value): Reading {
  const isName = /^[a-zA-Z0-9_-]+$/.test(String(given))
  return { value: String(given), problems: isName ? [] : [warning('invalid-name', { key: 'name', severity: 'error' })] }
}

/** A decimal number from 1 on that 64 bits hold; as text where a JavaScript number would change it. */
function priority(given: Value): Reading {
  const text = String(given)
  const isValid = /^\+?\d+$/.test(text) && BigInt(text) >= 1n && BigInt(text) < 2n ** 63n
  if (!isValid) return { value: given, problems: [warning('invalid-priority', { key: 'priority', severity: 'error' })] }
  return { value: Number.isSafeInteger(Number(text)) ? Number(text) : text, problems: [] }
}

function notRead(key: Parameter): Reading {
  return { problems: [warning('parameter-not-read', { key, severity: 'info' })] }
}

function plain(key: Parameter, given: string): Reading {
  const looksLikeReference = /^\s*(env|file):\/\//.test(given)
  return { value: given, problems: looksLikeReference ? [warning('reference-taken-literally', { key })] : [] }
}
