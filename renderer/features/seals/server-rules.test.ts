import { expect, it } from 'vitest'
import { confidenceText, defaultEngine, needsPlugin, serverRules, takesPlugin } from './server-rules.ts'

it('follows the SDK of the release, or of the plugin’s wrapper', () => {
  expect(serverRules({ product: 'vault', version: '1.21.4' })).toEqual({
    sdk: 'v1',
    envMerge: true,
    references: true,
    namePriority: true,
    disallowEnvVars: false,
  })
  expect(serverRules({ product: 'openbao', version: '2.6.2' }).sdk).toBe('v1')
  expect(serverRules({ product: 'openbao', version: '2.6.2', plugin: '2.5.0' }).sdk).toBe('v2-openbao')
  expect(serverRules({ product: 'vault', version: '2.2.0' }).sdk).toBe('v2-hashicorp')
})

it('needs a plugin from OpenBao 2.7 on, and on 2.6 when one is named', () => {
  expect(needsPlugin({ product: 'openbao', version: '2.6.2' })).toBe(false)
  expect(needsPlugin({ product: 'openbao', version: '2.6.2', plugin: '2.5.0' })).toBe(true)
  expect(needsPlugin({ product: 'openbao', version: '2.7.2' })).toBe(true)
  expect(takesPlugin({ product: 'vault', version: '1.21.4' })).toBe(false)
})

it('says where the rules of a release are known from', () => {
  expect(confidenceText({ product: 'vault', version: '1.21.4' })).toContain('running')
  expect(confidenceText({ product: 'vault', version: '2.1.0' })).toContain('assumed')
})

it('starts with a release that was run and needs no plugin', () => {
  expect(defaultEngine).toEqual({ product: 'openbao', version: '2.6.2' })
})
