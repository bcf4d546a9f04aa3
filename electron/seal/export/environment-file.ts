/**
 * A seal as environment variables of the server: a file that shells and systemd's EnvironmentFile read alike, and a
 * drop-in for the server's systemd unit.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import type { Problem } from '../../../shared/domain/problem.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import { environmentName, sealTypeName } from './environment-names.ts'
import { type Entry, isCredential, isReference, pairWarning } from './readable-parameters.ts'
import { needsPlugin } from './server-file.ts'
import { warning } from './warning.ts'

export interface Environment {
  variables: [name: string, value: string][]
  warnings: Problem[]
}

/** The variables that say what a stanza would, and what of it they cannot say. */
export function environmentOf(entries: readonly Entry[], engine: Engine, release: Release): Environment {
  const variables: Environment['variables'] = [[sealTypeName(engine.product), 'awskms']]
  const warnings = needsPlugin(engine, release) ? [warning('plugin-block-needed')] : []
  for (const [parameter, given] of entries) {
    const value = String(given)
    const variable = environmentName(parameter, release)
    const problem = objection(parameter, value, variable)
    if (problem) warnings.push(problem)
    if (variable && problem?.code !== 'value-not-expressible' && problem?.code !== 'reference-not-supported') {
      variables.push([variable.name, value])
    }
  }
  return { variables, warnings: [...warnings, ...halfPair(variables)] }
}

/** A secret is never written, so an access key that is waits for one; servers that merge their environment stop over it. */
function halfPair(variables: Environment['variables']): Problem[] {
  const isWritten = (wanted: string) => variables.some(([name]) => name === wanted)
  return isWritten('AWS_ACCESS_KEY_ID') && !isWritten('AWS_SECRET_ACCESS_KEY') ? [pairWarning('secret_key')] : []
}

function objection(key: Entry[0], value: string, variable: ReturnType<typeof environmentName>): Problem | undefined {
  if (key === 'disabled')
    return value === 'false' ? undefined : warning('disabled-not-expressible', { key, severity: 'error' })
  if (!variable) return warning('no-environment-name', { key })
  const { name: suggestion } = variable
  // Hardly a release resolves references that come from the environment, and every other reader takes them literally.
  if (isCredential(key) && isReference(value))
    return warning('reference-not-supported', { key, suggestion, evidence: { form: 'environment' } })
  if (!isEnvironmentValue(value)) return warning('value-not-expressible', { key, severity: 'error' })
  return variable.wider ? warning('environment-name-wider', { key, severity: 'info', suggestion }) : undefined
}

/** No NUL, which no environment carries, and no control character or code point without a character, which systemd refuses. */
function isEnvironmentValue(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  return !/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}|\p{Noncharacter_Code_Point}/u.test(value)
}

/** Lines of NAME=value. Quoted only where needed, because some readers of such files keep quotes. */
export function asEnvironmentFile({ variables }: Environment): string {
  return variables.map(([name, value]) => `${name}=${shellValue(value)}\n`).join('')
}

function shellValue(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value
  return `"${value.replace(/["\\$`]/g, '\\$&')}"`
}

/** A drop-in of a systemd unit. Specifiers are doubled; a dollar sign has no meaning here. */
export function asSystemdDropIn({ variables }: Environment): string {
  return `[Service]\n${variables.map(([name, value]) => `Environment="${name}=${systemdValue(value)}"\n`).join('')}`
}

function systemdValue(value: string): string {
  return value.replace(/["\\]/g, '\\$&').replaceAll('%', '%%').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}
