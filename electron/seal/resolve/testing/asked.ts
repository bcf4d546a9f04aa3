/** Short ways to ask what a server makes of a stanza. */
import type {
  EffectiveConfiguration,
  EffectiveSeal,
  EffectiveSetting,
} from '../../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import { type ResolveInput, resolveConfiguration } from '../resolve.ts'

export const vault18: Engine = { product: 'vault', version: '1.18.0' }
export const vault14: Engine = { product: 'vault', version: '1.14.10' }
export const vault21: Engine = { product: 'vault', version: '1.21.4' }
export const vaultNext: Engine = { product: 'vault', version: '2.2.0' }
export const bao25: Engine = { product: 'openbao', version: '2.5.0' }
export const bao26: Engine = { product: 'openbao', version: '2.6.2' }
export const bao27: Engine = { product: 'openbao', version: '2.7.2' }
export const baoPlugin: Engine = { product: 'openbao', version: '2.7.2', plugin: '2.5.0' }

export const now = Date.parse('2026-11-25T00:00:00Z')

/** A stanza with a key id and the given lines. */
export function stanza(...lines: string[]): string {
  return `seal "awskms" {\n  kms_key_id = "k"\n  ${lines.join('\n  ')}\n}\n`
}

export type World = Partial<Omit<ResolveInput, 'config' | 'engine'>>

export function ask(engine: Engine, config: string, world: World = {}): EffectiveConfiguration {
  return resolveConfiguration(
    { files: {}, ...world, config, engine, environment: { HOME: '/h', ...world.environment } },
    now,
  )
}

/** The seal that is the server's own. */
export function activeSeal(engine: Engine, config: string, world: World = {}): EffectiveSeal {
  const seal = ask(engine, config, world).seals.find(({ active }) => active)
  if (!seal) throw new RangeError('no seal is active')
  return seal
}

export function setting(seal: EffectiveSeal, name: EffectiveSetting['name']): EffectiveSetting {
  const found = seal.settings.find((each) => each.name === name)
  if (!found) throw new RangeError(`${name} has no effective value`)
  return found
}
