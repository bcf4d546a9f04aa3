/** The health check of a seal, a matter of the releases that have plugins only: durations, refused when not positive. */
import { isDisabled } from '../../hcl/stanzas.ts'
import type { ConfigValue } from '../../hcl/values/value.ts'
import { goQuoted, parseBoolError, parseInt64 } from './go-text.ts'

export const healthCheckDefaults = {
  health_check_enabled: 'true',
  health_check_timeout: '1m',
  health_check_interval: '10m',
  health_check_interval_unhealthy: '1m',
} as const
export type HealthCheckKey = keyof typeof healthCheckDefaults

export const healthCheckKeys = Object.keys(healthCheckDefaults) as HealthCheckKey[]

/** The parser's error behind the label. */
export function healthCheckError(read: (key: HealthCheckKey) => ConfigValue | undefined): string | undefined {
  for (const key of healthCheckKeys) {
    const value = read(key)
    const error = value && (key === 'health_check_enabled' ? boolError(value) : durationError(key, value))
    if (error !== undefined) return ` ${error}`
  }
  return undefined
}

/** What the parser says of a value that is no boolean to it. */
export function boolError(value: ConfigValue): string | undefined {
  if (isDisabled(value) !== undefined) return undefined
  if (value.kind === 'string') return `cannot parse '' as bool: ${parseBoolError(value.value)}`
  const type = value.kind === 'list' ? '[]interface {}' : '[]map[string]interface {}'
  return `'' expected type 'bool', got unconvertible type '${type}', value: '[redacted]'`
}

function durationError(key: HealthCheckKey, value: ConfigValue): string | undefined {
  const duration = durationOf(value)
  if ('error' in duration) return duration.error
  return duration.seconds <= 0 ? `${key} cannot be less or equal to zero` : undefined
}

type Duration = { seconds: number } | { error: string }

/** A duration, or seconds as a bare number, of which the parser drops the fraction, or days; nothing is none at all. */
function durationOf(value: ConfigValue): Duration {
  if (value.kind === 'number') return { seconds: Math.trunc(value.value) }
  if (value.kind !== 'string') return { error: 'could not parse duration from input' }
  if (value.value === '') return { seconds: 0 }
  const whole = parseInt64(value.value)
  if ('value' in whole) return { seconds: whole.value }
  if (!value.value.endsWith('d')) return goDuration(value.value)
  const days = parseInt64(value.value.slice(0, -1))
  return 'error' in days ? days : { seconds: days.value * 86_400 }
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
}

/** `time.ParseDuration`: numbers with units, one behind the other. */
function goDuration(text: string): Duration {
  const quoted = goQuoted(text)
  const [, sign, unsigned = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  if (unsigned === '0') return { seconds: 0 }
  if (unsigned === '') return { error: `time: invalid duration ${quoted}` }
  let seconds = 0
  for (let rest = unsigned; rest !== ''; ) {
    const [all = '', count, unit = ''] = /^([0-9]+\.?[0-9]*|\.[0-9]+)([^0-9.]*)/s.exec(rest) ?? []
    if (count === undefined) return { error: `time: invalid duration ${quoted}` }
    const size = units[unit]
    if (unit === '') return { error: `time: missing unit in duration ${quoted}` }
    if (size === undefined) return { error: `time: unknown unit ${goQuoted(unit)} in duration ${quoted}` }
    seconds += Number(count) * size
    rest = rest.slice(all.length)
  }
  return { seconds: sign === '-' ? -seconds : seconds }
}
