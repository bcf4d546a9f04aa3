import { connectionKey } from '../../../shared/domain/connection.ts'
import { engineText } from '../../../shared/domain/engine.ts'
import type { SavedSeal } from '../../../shared/domain/saved-seal.ts'
import { connectionText } from '../../client/connection-words.ts'

/** Properties that a filter may name as `property:value`, each with the texts in which it looks. */
const properties: Record<string, (seal: SavedSeal) => string[]> = {
  name: (seal) => [seal.name],
  server: (seal) => [engineText(seal.engine), seal.engine.product],
  key: (seal) => [seal.parameters.kms_key_id ?? ''],
  region: (seal) => [seal.parameters.region ?? ''],
  identity: (seal) => [connectionText(seal.connection), connectionKey(seal.connection)],
  check: (seal) => [seal.lastCheck ? (seal.lastCheck.verdict === 'pass' ? 'passed' : 'failed') : 'never'],
}

export const filterProperties = Object.keys(properties)

/**
 * Whether a seal answers a filter: every word must occur in one of its properties, and `property:value` only looks
 * in that property. Case does not count; an unknown property is taken as plain text, because key ids hold colons.
 */
export function sealMatches(seal: SavedSeal, filter: string): boolean {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => wordMatches(seal, word))
}

function wordMatches(seal: SavedSeal, word: string): boolean {
  const colon = word.indexOf(':')
  const named = colon > 0 && Object.hasOwn(properties, word.slice(0, colon))
  const readers = named ? [properties[word.slice(0, colon)]] : Object.values(properties)
  const wanted = named ? word.slice(colon + 1) : word
  return readers.some((read) => read?.(seal).some((text) => text.toLowerCase().includes(wanted)))
}
