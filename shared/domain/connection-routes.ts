import { z } from 'zod'

/** Where the requests of a connection go. Addresses without path, user or query; a proxy as HOST:PORT, absent for a direct way. */
export const connectionRoutesSchema = z.strictObject({
  region: z.string(),
  services: z.array(
    z.strictObject({
      service: z.enum(['kms', 'sts']),
      endpoint: z.string(),
      /** Whether the environment or a profile puts it in the place of AWS's own. */
      isConfigured: z.boolean(),
      proxy: z.string().optional(),
    }),
  ),
  /** Who decides on proxies. */
  proxiesBy: z.enum(['system', 'environment']),
  /** The file of further certificate authorities, by what names it. */
  caBundle: z
    .strictObject({
      path: z.string(),
      namedBy: z.enum(['AWS_CA_BUNDLE', 'ca_bundle']),
      certificates: z.int().positive(),
    })
    .optional(),
})
export type ConnectionRoutes = z.infer<typeof connectionRoutesSchema>
