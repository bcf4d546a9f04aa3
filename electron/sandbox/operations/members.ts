/** Input members that several operations share, with AWS's limits. */
import { flag, integer, list, optional, text } from '../wire/input-shape.ts'

export const keyId = text({ min: 1, max: 2048 })
export const aliasName = text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ })
export const grantTokens = optional(list(text({ min: 1, max: 8192 }), 10))
export const dryRun = optional(flag())
export const marker = optional(text({ min: 1, max: 1024, pattern: /^[\u0020-\u00FF]*$/ }))

export function limit(max: number) {
  return optional(integer(1, max))
}
