import type { KeyList } from '../../../shared/domain/kms-key.ts'

/** One way to name a key: each alias by itself, and the key ARN of a key that has none. */
export interface KeyChoice {
  reference: string
  keyId: string
  keyArn: string
}

/**
 * What to choose from: aliases that speak of a seal, other aliases, then keys without one. Aliases that AWS reserves are
 * left out: a seal cannot use their keys.
 */
export function keyChoices(list: KeyList): KeyChoice[] {
  const aliased = list.keys.flatMap(({ keyId, keyArn, aliases }) =>
    aliases.filter((alias) => !alias.startsWith('alias/aws/')).map((reference) => ({ reference, keyId, keyArn })),
  )
  const bare = list.keys
    .filter((key) => key.aliases.length === 0)
    .map(({ keyId, keyArn }) => ({ reference: keyArn, keyId, keyArn }))
  return [...aliased.sort(likelyFirst), ...bare]
}

function likelyFirst(a: KeyChoice, b: KeyChoice): number {
  const [left, right] = [a, b].map(({ reference }) => (/seal|vault|bao/i.test(reference) ? 0 : 1))
  return (left ?? 0) - (right ?? 0) || (a.reference < b.reference ? -1 : 1)
}
