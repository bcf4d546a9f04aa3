import { expect, it } from 'vitest'
import { targetShape } from './seals.ts'

it('aims at no endpoint that is empty or carries credentials', () => {
  const accepts = (endpoint: string) => targetShape.endpoint.safeParse(endpoint).success
  expect(['https://kms.example', 'kms.local:80'].map(accepts)).toEqual([true, true])
  expect(['', 'https://u:p@kms.example', ' u:p@kms.local'].map(accepts)).toEqual([false, false, false])
})
