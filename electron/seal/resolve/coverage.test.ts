/** No rule is there in vain: each source and each link of each engine decides at least one case, and each trap is met. */
import { describe, expect, it } from 'vitest'
import {
  activations,
  type EffectiveConfiguration,
  effectiveFindingCodes,
  effectiveReasons,
  settingRules,
} from '../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import { type CredentialEngine, selectableVersions } from '../../../shared/domain/releases.ts'
import { engineRules } from './engines.ts'
import { resolveConfiguration } from './resolve.ts'
import serverCases from './testdata/server-cases.json'
import wrapperCases from './testdata/wrapper-cases.json'
import { moreCases } from './testing/more-cases.ts'
import { inputOf, type ObservedCase } from './testing/observed.ts'

const now = Date.parse('2026-11-25T00:00:00Z')
const cases = [...wrapperCases, ...serverCases] as unknown as readonly ObservedCase[]

/** A server for each engine, with the merge where a release of it has one. */
const servers: Readonly<Record<CredentialEngine, readonly Engine[]>> = {
  A0: [{ product: 'vault', version: '1.12.0' }],
  A: [
    { product: 'openbao', version: '2.5.0' },
    { product: 'vault', version: '1.21.4' },
    { product: 'openbao', version: '2.6.2' },
    { product: 'openbao', version: '2.7.2' },
  ],
  BH: [{ product: 'vault', version: '2.2.0' }],
  BO: [{ product: 'openbao', version: '2.7.2', plugin: '2.5.0' }],
}

function resolutions(engine: Engine): EffectiveConfiguration[] {
  const inputs = cases.flatMap((observed) => inputOf(observed, engine) ?? [])
  return [...inputs, ...moreCases.map((input) => ({ ...input, engine }))].map((input) =>
    resolveConfiguration(input, now),
  )
}

const byEngine = Object.fromEntries(
  Object.entries(servers).map(([name, engines]) => [name, engines.flatMap(resolutions)]),
) as Record<CredentialEngine, EffectiveConfiguration[]>
const all = Object.values(byEngine).flat()
const settings = (of: readonly EffectiveConfiguration[]) =>
  of.flatMap(({ seals }) => seals.flatMap((seal) => seal.settings))
const steps = (of: readonly EffectiveConfiguration[]) =>
  of.flatMap(({ seals }) => seals.flatMap((seal) => seal.credential.trace))

describe.each(Object.entries(engineRules))('the table of engine %s', (name, { keyId, region, endpoint, links }) => {
  const resolved = byEngine[name as CredentialEngine]
  const winners = (setting: string) =>
    new Set(settings(resolved).flatMap((each) => (each.name === setting ? [each.rule] : [])))

  it.each([
    ['kms_key_id', keyId],
    ['region', region],
    ['endpoint', endpoint],
  ] as const)('has no source of %s that never wins', (setting, sources) => {
    const won = winners(setting)
    expect(sources.map(({ rule }) => rule).filter((rule) => !won.has(rule))).toEqual([])
  })

  it('has no link that is never used', () => {
    const used = new Set(steps(resolved).flatMap(({ link, outcome }) => (outcome === 'used' ? [link] : [])))
    expect(links.filter((link) => !used.has(link))).toEqual([])
  })
})

describe('the words of the rules', () => {
  it.each([
    ['rules', settingRules, settings(all).map(({ rule }) => rule)],
    ['reasons', effectiveReasons, steps(all).map(({ reason }) => reason)],
    ['activations', activations, all.flatMap(({ seals }) => seals.map(({ activation }) => activation))],
    ['findings', effectiveFindingCodes, all.flatMap(({ problems }) => problems.map(({ code }) => code))],
  ] as const)('are all said: %s', (_, words: readonly string[], said: readonly string[]) => {
    const met = new Set(said)
    expect(words.filter((word) => !met.has(word))).toEqual([])
  })
})

const versions = (['vault', 'openbao'] as const).flatMap((product) =>
  selectableVersions(product).map(({ version }) => ({ product, version })),
)

it.each(versions)('$product $version resolves', (engine) => {
  const config = 'seal "awskms" {\n  region = "eu-west-1"\n  kms_key_id = "k"\n}\n'
  const environment = { HOME: '/h', AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 's' }
  const [seal] = resolveConfiguration({ config, engine, environment, files: {} }, now).seals
  if (engine.product === 'openbao' && engine.version.startsWith('2.7')) {
    expect(seal?.error).toBe('Error configuring seal "awskms": unknown wrapper: awskms')
  } else {
    expect(seal).toMatchObject({ active: true, credential: { accessKeyId: 'AK' } })
    expect(seal?.error).toBeUndefined()
  }
})
