/** The key id: taken as it is, whatever it looks like. */
import { climb, fromEnvironment, type Source, type Winner } from './candidate.ts'
import { Refusal } from './refusal.ts'
import { type Server, stanzaSource } from './server.ts'

const keyIdNames = ['AWSKMS_WRAPPER_KEY_ID', 'VAULT_AWSKMS_SEAL_KEY_ID'] as const

const [wrapperName, vaultName] = keyIdNames

export const wrapperKeyIdName: Source<Server> = {
  rule: 'wrapper-key-id-name',
  read: ({ readsOwnNames, surroundings }) =>
    readsOwnNames ? fromEnvironment(surroundings.environment, wrapperName, 'wrapper-key-id-name') : undefined,
}

export const vaultKeyIdName: Source<Server> = {
  rule: 'vault-key-id-name',
  read: ({ readsOwnNames, surroundings }) =>
    readsOwnNames ? fromEnvironment(surroundings.environment, vaultName, 'vault-key-id-name') : undefined,
}

export const stanzaKeyId = stanzaSource('kms_key_id')

export function findKeyId(sources: readonly Source<Server>[], server: Server, isRequired: boolean): Winner | undefined {
  const winner = climb(sources, server)
  if (winner === undefined && isRequired) {
    throw new Refusal('key id not found in env or config for aws kms wrapper configuration')
  }
  return winner
}
