/** The health check of a seal, a matter of the releases that have plugins only: durations, refused when not positive. */
import type { ConfigValue } from '../../hcl/values/value.ts'

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
    if (value === undefined || key === 'health_check_enabled') continue
    const seconds = secondsOf(value)
    if (seconds !== undefined && seconds <= 0) return ` ${key} cannot be less or equal to zero`
  }
  return undefined
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86400,
}

/** A duration in seconds: `1m30s`, or a bare number. Undefined for what is none. */
function secondsOf(value: ConfigValue): number | undefined {
  if (value.kind === 'number') return value.value
  if (value.kind !== 'string') return undefined
  if (/^-?[0-9]+$/.test(value.value)) return Number(value.value)
  const match = /^([+-]?)((?:[0-9]*\.?[0-9]+(?:ns|us|µs|ms|s|m|h|d))+)$/.exec(value.value)
  if (match?.[2] === undefined) return undefined
  const parts = [...match[2].matchAll(/([0-9]*\.?[0-9]+)(ns|us|µs|ms|s|m|h|d)/g)]
  const sum = parts.reduce((total, [, count, unit]) => total + Number(count) * (units[unit ?? ''] ?? 0), 0)
  return match[1] === '-' ? -sum : sum
}
