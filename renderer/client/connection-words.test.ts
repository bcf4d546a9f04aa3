import { expect, test } from 'vitest'
import { connectionName, connectionText } from './connection-words.ts'

test.each([
  [{ kind: 'sandbox' }, 'Sandbox KMS', 'Sandbox'],
  [{ kind: 'environment' }, 'This machine’s environment', 'Environment'],
  [{ kind: 'environment', region: 'eu-west-1' }, 'This machine’s environment, eu-west-1', 'Environment, eu-west-1'],
  [{ kind: 'profile', profile: 'prod', region: 'eu-west-1' }, 'prod, eu-west-1', 'Profile prod, eu-west-1'],
] as const)('%o has a name and a text', (connection, name, text) => {
  expect(connectionName(connection)).toBe(name)
  expect(connectionText(connection)).toBe(text)
})
