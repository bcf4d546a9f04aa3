/** Input members that several operations share, with AWS's limits. */
import { flag, integer, list, optional, record, text } from '../wire/input-shape.ts'

export const keyId = text({ min: 1, max: 2048 })
export const aliasName = text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ })
export const grantTokens = optional(list(text({ min: 1, max: 8192 }), 10))
export const dryRun = optional(flag())
export const marker = optional(text({ min: 1, max: 1024, pattern: /^[\u0020-\u00FF]*$/ }))
export const region = text({ min: 1, max: 32, pattern: /^([a-z]+-){2,3}\d+$/ })
export const policy = text({ min: 1, max: 131_072, pattern: /^[\t\n\r -\u00FF]+$/ })
export const description = text({ max: 8192 })
export const tags = list(record({ TagKey: text({ min: 1, max: 128 }), TagValue: text({ max: 256 }) }), 1000)

export function limit(max: number) {
  return optional(integer(1, max))
}
