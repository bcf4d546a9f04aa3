/**
 * Who can ask: users with an access key of their own, roles that are assumed, and the caller that either becomes on a
 * request. Secrets are kept in clear, as any verifier of SigV4 must know them.
 */
export interface Principal {
  /** Short name in the ready line: `owner`. */
  readonly name: string
  readonly arn: string
  readonly userId: string
  readonly account: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Identity-based policies, as JSON. */
  readonly policies: readonly string[]
}

export interface Role {
  readonly name: string
  readonly arn: string
  readonly roleId: string
  readonly account: string
  /** The trust policy, as JSON: who may assume it. */
  readonly trust: string
  readonly policies: readonly string[]
}

/** The signer of a request, as policies and answers see them. */
export interface Caller {
  /** Name for the log; a session of a role shows both: `seal-role/name`. */
  readonly name: string
  /** What GetCallerIdentity and refusals say: a user, or the session of a role. */
  readonly arn: string
  /** What policies are written about: a user, or the role behind a session. */
  readonly principalArn: string
  readonly userId: string
  readonly account: string
  readonly policies: readonly string[]
  /** Narrows what a session may do, when it was opened with one. */
  readonly sessionPolicy?: string
  readonly session?: 'role' | 'user'
}

export function userCaller({ name, arn, userId, account, policies }: Principal): Caller {
  return { name, arn, principalArn: arn, userId, account, policies }
}

export function roleCaller(role: Role, sessionName: string): Caller {
  const { name, arn, account, policies } = role
  return {
    name: `${name}/${sessionName}`,
    arn: `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${sessionName}`,
    principalArn: arn,
    userId: `${role.roleId}:${sessionName}`,
    account,
    policies,
    session: 'role',
  }
}
