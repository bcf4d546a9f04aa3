import { describe, expect, it } from 'vitest'
import { effectiveConfigurationSchema } from '../../../shared/domain/effective-configuration.ts'
import { resolveConfiguration } from './resolve.ts'
import { canary, generatedInput } from './testing/generated.ts'

const count = 100_000
const now = Date.parse('2026-11-25T00:00:00Z')

describe('a hundred thousand configurations and worlds made at random', () => {
  it('resolve without a throw and without a secret', { timeout: 240_000 }, () => {
    const leaks: number[] = []
    const seen = new Set<string>()
    for (let seed = 0; seed < count; seed++) {
      const resolution = resolveConfiguration(generatedInput(seed), now)
      if (JSON.stringify(resolution).includes(canary)) leaks.push(seed)
      for (const { credential } of resolution.seals) seen.add(credential.outcome)
    }
    expect(leaks).toEqual([])
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['assumed-role', 'container', 'environment', 'error', 'instance', 'none', 'static']),
    )
  })

  it('resolve the same each time, in the shape of the contract', () => {
    for (let seed = 0; seed < count; seed += 100) {
      const once = resolveConfiguration(generatedInput(seed), now)
      expect(resolveConfiguration(generatedInput(seed), now)).toEqual(once)
      expect(effectiveConfigurationSchema.safeParse(once).error).toBeUndefined()
    }
  })
})
