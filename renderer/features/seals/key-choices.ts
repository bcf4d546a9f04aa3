import type { KeyList } from '../../../shared/domain/kms-key.ts'

/** One way to name a key: each alias by itself, and the key ARN of a key that has none. */
export interface KeyChoice {
  reference: string
  keyId: string
  keyArn: string
}

/** What to choose from, aliases first. Aliases that AWS reserves are left out: a seal cannot use their keys. */
export function keyChoices(list: KeyList): KeyChoice[] {
  const aliased = list.keys.flatMap(({ keyId, keyArn, aliases }) =>
    aliases.filter((alias) => !alias.startsWith('alias/aws/')).map((reference) => ({ reference, keyId, keyArn })),
  )
  const bare = list.keys
    .filter((key) => key.aliases.length === 0)
    .map(({ keyId, keyArn }) => ({ reference: keyArn, keyId, keyArn }))
  return [...aliased.sort((a, b) => (a.reference < b.reference ? -1 : 1)), ...bare]
}
