import { describe, expect, it } from 'vitest'
import { documentedParameters, furtherParameters } from '../../../shared/domain/seal-parameters.ts'
import { parameterFacts, type ServerRules } from './parameter-facts.ts'

const v1: ServerRules = { sdk: 'v1', envMerge: false, references: false, namePriority: false, disallowEnvVars: true }
const vault121: ServerRules = {
  sdk: 'v1',
  envMerge: true,
  references: true,
  namePriority: true,
  disallowEnvVars: false,
}
const bao27: ServerRules = { ...v1, sdk: 'v2-openbao', references: true, disallowEnvVars: false }

describe('parameterFacts', () => {
  it('tells the quiet us-east-1 of SDK v1 from the refused start of v2', () => {
    expect(parameterFacts('region', v1).whenEmpty).toContain('us-east-1')
    expect(parameterFacts('region', bao27).whenEmpty).toContain('does not start')
  })

  it('warns where the environment is copied over the stanza', () => {
    expect(parameterFacts('region', vault121).note).toContain('AWS_DEFAULT_REGION')
    expect(parameterFacts('region', v1).note).toBeUndefined()
  })

  it('sends secrets to the environment where references are not resolved', () => {
    expect(parameterFacts('secret_key', v1).note).toContain('set AWS_SECRET_ACCESS_KEY')
    expect(parameterFacts('secret_key', vault121).note).toContain('env://NAME')
  })

  it('says that a release does not read name and priority', () => {
    expect(parameterFacts('priority', bao27).note).toContain('does not read')
    expect(parameterFacts('priority', vault121).note).toContain('from 1')
  })

  it('has a sentence for every parameter on every kind of release', () => {
    for (const name of [...documentedParameters, ...furtherParameters]) {
      for (const rules of [v1, vault121, bao27]) expect(parameterFacts(name, rules).whenEmpty).toMatch(/\.$/)
    }
  })
})
