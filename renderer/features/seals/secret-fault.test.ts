import { describe, expect, it } from 'vitest'
import { secretFault } from './secret-fault.ts'

describe('secretFault', () => {
  it.each(['', 'env://VAULT_SECRET', 'file:///run/secrets/aws'])('takes %j', (text) => {
    expect(secretFault(text)).toBeUndefined()
  })

  it.each(['wJalrXUtnFEMI', 'env:NAME', 'https://x'])('refuses the literal %j and says why', (text) => {
    expect(secretFault(text)).toContain('never the secret itself')
  })

  it.each(['e', 'env:/', 'env://', 'file://'])('asks for the rest of the reference %j', (text) => {
    expect(secretFault(text)).toContain('names something after its scheme')
  })
})
