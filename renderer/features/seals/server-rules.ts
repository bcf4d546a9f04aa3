import type { Engine, Product } from '../../../shared/domain/engine.ts'
import { type Confidence, releaseOf, selectableVersions } from '../../../shared/domain/releases.ts'
import type { ServerRules } from './parameter-facts.ts'

const sdks = { A0: 'v1', A: 'v1', BH: 'v2-hashicorp', BO: 'v2-openbao' } as const

/** What of a release's rules decides how an empty parameter is filled. */
export function serverRules(engine: Engine): ServerRules {
  const { credentials, era } = releaseOf(engine)
  return {
    sdk: sdks[credentials],
    envMerge: era.envMerge,
    references: era.indirection,
    namePriority: era.namePriority,
    disallowEnvVars: era.disallowEnvVarsKey,
  }
}

/** Whether the server has this seal only through an external plugin. */
export function needsPlugin(engine: Engine): boolean {
  const { era } = releaseOf(engine)
  return !era.awskmsBuiltIn || (era.kmsPlugin && engine.plugin !== undefined)
}

/** Whether a plugin's version can decide the rules. */
export function takesPlugin(engine: Engine): boolean {
  return releaseOf(engine).era.kmsPlugin
}

const knownBy: Record<Confidence, string> = {
  run: 'Its rules were found by running it.',
  read: 'Its rules were read from its source.',
  assumed: 'Its rules are assumed from the nearest release examined.',
}

/** Where our knowledge of a release comes from. */
export function confidenceText(engine: Engine): string {
  const { wrapper, confidence } = releaseOf(engine)
  return `Wrapper ${wrapper}. ${knownBy[confidence]}`
}

/** What a choice of the product begins with: its newest release that was run and needs nothing beside its own binary. */
export function usualServer(product: Product): Engine {
  const usual = selectableVersions(product).find(
    ({ release }) => release.confidence === 'run' && release.era.awskmsBuiltIn,
  )
  if (!usual) throw new Error(`no release of ${product} was run`)
  return { product, version: usual.version }
}

/** What a new seal starts with. */
export const defaultEngine: Engine = usualServer('openbao')
