import { expect, it } from 'vitest'
import { keyChoices } from './key-choices.ts'

it('offers each alias, those that speak of a seal first, then keys without one by ARN, and no key of AWS’s own', () => {
  const choices = keyChoices({
    keys: [
      { keyId: 'k1', keyArn: 'arn:k1', aliases: [] },
      { keyId: 'k2', keyArn: 'arn:k2', aliases: ['alias/z', 'alias/a', 'alias/vault-unseal'] },
      { keyId: 'k3', keyArn: 'arn:k3', aliases: ['alias/aws/ebs'] },
    ],
    aliases: [],
  })
  expect(choices.map((choice) => [choice.reference, choice.keyId])).toEqual([
    ['alias/vault-unseal', 'k2'],
    ['alias/a', 'k2'],
    ['alias/z', 'k2'],
    ['arn:k1', 'k1'],
  ])
})
