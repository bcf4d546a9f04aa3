import { z } from 'zod'

/**
 * What a policy for a seal key may be narrowed by. The patterns leave no room for `*`, `?` and `${`, by which a policy would say more
 * than it shows.
 */
export const policyConditionsSchema = z.strictObject({
  /** Who the server is: the ARN of its role or user. */
  principalArn: z
    .string()
    .max(2048)
    .regex(/^arn:[a-z-]+:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/)
    .optional(),
  /** Only requests that this AWS service makes for the principal, for instance `ec2.eu-west-1.amazonaws.com`. */
  viaService: z
    .string()
    .max(256)
    .regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)
    .optional(),
  /** Only requests that come through this endpoint of a VPC. */
  vpcEndpoint: z
    .string()
    .max(64)
    .regex(/^vpce-[0-9a-f]+$/)
    .optional(),
})
export type PolicyConditions = z.infer<typeof policyConditionsSchema>
