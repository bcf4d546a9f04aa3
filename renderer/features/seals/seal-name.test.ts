import { describe, expect, it } from 'vitest'
import { nameFault, shortName } from './seal-name.ts'

describe('nameFault', () => {
  it('takes what can be saved', () => {
    expect(nameFault(' Payments ')).toBeUndefined()
    expect(nameFault('x'.repeat(120))).toBeUndefined()
  })

  it('says which rule is broken', () => {
    expect(nameFault('  ')).toContain('needs a name')
    expect(nameFault('x'.repeat(121))).toContain('at most 120 letters. This one has 121')
  })
})

it('cuts a name so that its ending fits and no character is cut in two', () => {
  expect(shortName('Payments', ' (copy)')).toBe('Payments (copy)')
  const cut = shortName(`${'x'.repeat(112)}😀`, ' (copy)')
  expect(cut).toBe(`${'x'.repeat(112)} (copy)`)
})
