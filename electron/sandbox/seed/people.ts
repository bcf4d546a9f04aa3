/**
 * Who a sandbox knows: its owner, who may do everything; a server with just what a seal needs; an auditor who may do
 * nothing; someone of another account; and a role to assume, by callers of the account and by the sandbox's own provider.
 */
import { randomBytes } from 'node:crypto'
import { randomName } from '../model/names.ts'
import type { Principal, Role } from '../model/principal.ts'
import type { Change } from '../model/world.ts'
import { providerArn, webIdentityAudience, webIdentitySubject } from '../sts/web-identity.ts'

export const homeRegion = 'us-east-1'
export const homeAccount = '111122223333'
const otherAccount = '444455556666'

export function userArn(name: string, account = homeAccount): string {
  return `arn:aws:iam::${account}:user/sandbox-${name}`
}

export function peopleChanges(): Change[] {
  const users = [
    newUser('owner', [everything]),
    newUser('seal-server', [sealPermissions]),
    newUser('auditor', []),
    newUser('other-account', [everything], otherAccount),
  ]
  return [
    ...users.map((principal): Change => ({ do: 'put-principal', principal })),
    { do: 'put-role', role: sealRole() },
  ]
}

function newUser(name: string, policies: readonly string[], account = homeAccount): Principal {
  return {
    name,
    arn: userArn(name, account),
    userId: randomName('AIDA', 17),
    account,
    accessKeyId: randomName('AKIA', 16),
    secretAccessKey: randomBytes(30).toString('base64'),
    policies,
  }
}

function sealRole(): Role {
  return {
    name: 'seal-role',
    arn: `arn:aws:iam::${homeAccount}:role/sandbox-seal-role`,
    roleId: randomName('AROA', 17),
    account: homeAccount,
    trust: policy(
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${homeAccount}:root` }, Action: 'sts:AssumeRole' },
      {
        Effect: 'Allow',
        Principal: { Federated: providerArn(homeAccount) },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: providerClaims() },
      },
    ),
    policies: [sealPermissions],
  }
}

function providerClaims(): Record<string, string> {
  const provider = providerArn(homeAccount).split('/').at(-1)
  return { [`${provider}:sub`]: webIdentitySubject, [`${provider}:aud`]: webIdentityAudience }
}

function policy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

export const everything = policy({ Effect: 'Allow', Action: '*', Resource: '*' })

/** Exactly what an awskms seal asks of KMS. */
const sealPermissions = policy({
  Effect: 'Allow',
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
  Resource: `arn:aws:kms:*:${homeAccount}:key/*`,
})
