import { expect, it } from 'vitest'
import { sealNameSchema } from './saved-seal.ts'

it('takes a name without the blanks around it', () => {
  expect(sealNameSchema.parse('  Production 😀 ')).toBe('Production 😀')
})

it.each(['', '   ', 'x'.repeat(121), '\ud800', 'West\udc00'])('refuses the name %j', (name) => {
  expect(sealNameSchema.safeParse(name).success).toBe(false)
})
