import { z } from 'zod'

const region = z.string().min(1).max(128).optional()

/**
 * Who asks KMS: the embedded sandbox, a profile of the AWS files, or this process's own environment (its credential
 * chain, with AWS_ENDPOINT_URL and its kin honoured as the SDK does).
 */
export const connectionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sandbox') }),
  z.strictObject({ kind: z.literal('profile'), profile: z.string().min(1).max(1024), region }),
  z.strictObject({ kind: z.literal('environment'), region }),
])
export type Connection = z.infer<typeof connectionSchema>

/** The name under which main keeps what it was told of a server. It dies with the window. */
export const serverHandleSchema = z.string().min(1).max(64)

/** One of those, or the principal of a server whose surroundings were loaded: `resolve.load`, `resolve.principal`. */
export const anyConnectionSchema = z.discriminatedUnion('kind', [
  ...connectionSchema.options,
  z.strictObject({ kind: z.literal('resolved'), handle: serverHandleSchema }),
])
export type AnyConnection = z.infer<typeof anyConnectionSchema>

/** One text per connection: equal texts mean the same connection. Used as a cache key and to tell a stale check. */
export function connectionKey(connection: AnyConnection): string {
  switch (connection.kind) {
    case 'sandbox':
      return 'sandbox'
    case 'profile':
      return JSON.stringify(['profile', connection.profile, connection.region ?? null])
    case 'environment':
      return JSON.stringify(['environment', connection.region ?? null])
    case 'resolved':
      return JSON.stringify(['resolved', connection.handle])
  }
}
