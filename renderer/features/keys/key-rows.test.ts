import { describe, expect, it } from 'vitest'
import { keyRowMatches, keyRowName, keyRowReference, keyRows } from './key-rows.ts'

const arn = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`
const list = {
  keys: [
    { keyId: 'k2', keyArn: arn('k2'), aliases: [] },
    { keyId: 'k3', keyArn: arn('k3'), aliases: ['alias/z', 'alias/b'] },
    { keyId: 'k1', keyArn: arn('k1'), aliases: ['alias/a'] },
  ],
  aliases: [
    { name: 'alias/a', arn: 'x', targetKeyId: 'k1' },
    { name: 'alias/b', arn: 'x', targetKeyId: 'k3' },
    { name: 'alias/z', arn: 'x', targetKeyId: 'k3' },
    { name: 'alias/gone', arn: 'x', targetKeyId: 'k9' },
    { name: 'alias/aws/ebs', arn: 'x' },
  ],
}

describe('keyRows', () => {
  it('gives each key one row with its aliases in order', () => {
    expect(keyRows(list).map((row) => [row.id, row.aliases])).toEqual([
      ['k1', ['alias/a']],
      ['k3', ['alias/b', 'alias/z']],
      ['k2', []],
      ['alias/aws/ebs', ['alias/aws/ebs']],
      ['alias/gone', ['alias/gone']],
    ])
  })

  it('keeps what a dangling alias points at', () => {
    const gone = keyRows(list).find((row) => row.id === 'alias/gone')
    expect(gone).toEqual({ id: 'alias/gone', keyId: 'k9', aliases: ['alias/gone'] })
    expect(gone && keyRowReference(gone)).toBe('k9')
  })

  it('asks nothing about an alias without a key', () => {
    expect(keyRowReference({ id: 'alias/aws/ebs', aliases: ['alias/aws/ebs'] })).toBeUndefined()
  })

  it('calls a key without alias by its id', () => {
    expect(keyRowName({ id: 'k2', keyId: 'k2', aliases: [] })).toBe('k2')
  })
})

describe('keyRowMatches', () => {
  const row = { id: 'k3', keyId: 'k3', keyArn: arn('k3'), aliases: ['alias/Vault-Unseal'] }

  it('finds every word anywhere, in any case', () => {
    expect(keyRowMatches(row, 'vault EU-WEST')).toBe(true)
    expect(keyRowMatches(row, 'vault us-east')).toBe(false)
    expect(keyRowMatches(row, '')).toBe(true)
  })
})
