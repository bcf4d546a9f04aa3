import { z } from 'zod'
import { parseArn } from './arn.ts'

/** Any of the four spellings that KMS takes for a key: key id, key ARN, alias (`alias/NAME`), alias ARN. Sent verbatim, blanks included. */
export const keyReferenceSchema = z.string().min(1).max(2048)
export type KeyReference = z.infer<typeof keyReferenceSchema>

export type KeyReferenceKind = 'key-id' | 'key-arn' | 'alias' | 'alias-arn'

/** Which of the four spellings a reference is, by its form alone; KMS itself checks no syntax at start. */
export function keyReferenceKind(reference: KeyReference): KeyReferenceKind {
  if (reference.startsWith('alias/')) return 'alias'
  const arn = parseArn(reference)
  if (!arn) return 'key-id'
  return arn.resource.startsWith('alias/') ? 'alias-arn' : 'key-arn'
}

/** The region named inside an ARN reference; undefined for a bare id or alias, which mean the caller's own region. */
export function keyReferenceRegion(reference: KeyReference): string | undefined {
  return parseArn(reference)?.region || undefined
}
