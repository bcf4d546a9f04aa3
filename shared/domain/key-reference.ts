import { z } from 'zod'
import { parseArn } from './arn.ts'

/** Any of the four spellings that KMS takes for a key: key id, key ARN, alias (`alias/NAME`), alias ARN. Sent verbatim, blanks included. */
export const keyReferenceSchema = z.string().min(1).max(2048)
export type KeyReference = z.infer<typeof keyReferenceSchema>

/** The region named inside an ARN reference; undefined for a bare id or alias, which mean the caller's own region. */
export function keyReferenceRegion(reference: KeyReference): string | undefined {
  return parseArn(reference)?.region || undefined
}
