/** Who there is: users, roles and their sessions, and accounts as a whole. Of accounts that it does not have, the sandbox knows nobody and believes the form. */
import type { World } from './world.ts'

/** Whether an ARN names an identity; of an account of the sandbox's own, one that exists. */
export function isIdentity(world: World, arn: string): boolean {
  // Identities have no region, which the parser for KMS's own ARNs asks for.
  const parts = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(root|(?:user|role|assumed-role|federated-user)\/.+)$/.exec(arn)
  if (!parts) return false
  const [, account, resource] = parts
  const people = [...world.principals.values(), ...world.roles.values()].filter((one) => one.account === account)
  return people.length === 0 || resource === 'root' || people.some((one) => one.arn === roleArn(arn))
}

/** The role behind the ARN of a session; any other ARN as it is. */
function roleArn(arn: string): string {
  return arn.replace(/:sts:(:\d{12}:)assumed-role\/([^/]+)\/.+$/, ':iam:$1role/$2')
}
