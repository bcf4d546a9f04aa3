import { expect, it } from 'vitest'
import { looseSealParametersSchema, sealParametersSchema } from './seal-parameters.ts'

const accepts = (parameters: object) => sealParametersSchema.safeParse(parameters).success

it.each(['env://VAULT_SECRET', 'file:///run/secrets/aws', 'file://relative'])(
  'keeps the reference %s',
  (secret_key) => {
    expect(accepts({ secret_key, session_token: secret_key })).toBe(true)
  },
)

it.each(['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'env:NAME', 'ENV://NAME', 'env://', 'file:/x', '', ' env://X'])(
  'refuses %j where only a reference may stand',
  (secret) => {
    expect(accepts({ secret_key: secret })).toBe(false)
    expect(accepts({ session_token: secret })).toBe(false)
    expect(looseSealParametersSchema.safeParse({ secret_key: secret }).success).toBe(true)
  },
)

it('refuses a key that no stanza has', () => {
  expect(accepts({ kms_key: 'alias/x' })).toBe(false)
})
