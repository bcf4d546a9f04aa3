import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret.ts'

const secret = new Secret('CANARY')

it.each<[string, () => unknown]>([
  ['JSON', () => JSON.stringify({ secret })],
  ['a template', () => `${secret}`],
  ['inspect with everything shown', () => inspect({ secret }, { showHidden: true, depth: 9 })],
  ['spread', () => inspect({ ...secret })],
  ['structured clone', () => inspect(structuredClone({ secret: { ...secret } }))],
  ['own property names', () => Object.getOwnPropertyNames(secret).join()],
])('does not show its value to %s', (_, attempt) => {
  expect(attempt()).not.toContain('CANARY')
})

it('gives its value out when it is asked to', () => {
  expect(secret.reveal()).toBe('CANARY')
})
