import { expect, it } from 'vitest'
import { blanksWarning, parameterFaults } from './parameter-faults.ts'
import { emptyTexts } from './seal-draft.ts'

const faults = (texts: Partial<ReturnType<typeof emptyTexts>>) => parameterFaults({ ...emptyTexts(), ...texts })

it('finds nothing in a form that can be saved', () => {
  expect(faults({ kms_key_id: 'k'.repeat(2048), endpoint: 'kms.local:80', secret_key: 'env://S' })).toEqual({})
})

it('names every field that cannot be saved, with its own reason', () => {
  expect(
    faults({
      kms_key_id: 'k'.repeat(2049),
      region: 'r'.repeat(129),
      endpoint: 'https://user:secret@kms.local',
      session_token: 'wJalr',
      role_arn: 'a'.repeat(4097),
    }),
  ).toEqual({
    kms_key_id: 'At most 2048 letters. There are 2049.',
    region: 'At most 128 letters. There are 129.',
    endpoint: expect.stringContaining('no user and no password'),
    session_token: expect.stringContaining('never the secret itself'),
    role_arn: 'At most 4096 letters. There are 4097.',
  })
})

it('warns of blanks around a reference', () => {
  expect(blanksWarning('alias/vault-unseal')).toBeUndefined()
  expect(blanksWarning(' alias/vault-unseal')).toContain('go to KMS')
  expect(blanksWarning('alias/vault-unseal\n')).toContain('go to KMS')
})
