import { type Connection, connectionKey } from '../../shared/domain/connection.ts'
import type { IdentityList, Profile, ProfileKind } from '../../shared/domain/identity.ts'
import { connectionName } from '../client/connection-words.ts'

export interface SwitcherOption {
  key: string
  connection: Connection
  name: string
  /** What it is, and what it will ask for before it serves. */
  detail: string
}

export interface SwitcherGroup {
  title: string
  options: readonly SwitcherOption[]
}

const kinds: Record<ProfileKind, string> = {
  static: 'Profiles with access keys',
  'assume-role': 'Profiles that assume a role',
  sso: 'Profiles with SSO',
  'web-identity': 'Profiles with a web identity',
  process: 'Profiles with a credential process',
  login: 'Profiles with a console login',
  container: 'Profiles with container or instance credentials',
  incomplete: 'Profiles without credentials',
}

/** The identities to choose from: the recent ones first, then the sandbox, the environment, and the profiles by kind. */
export function switcherGroups(
  list: Pick<IdentityList, 'profiles'>,
  recent: readonly Connection[],
  filter: string,
): SwitcherGroup[] {
  const details = new Map(list.profiles.map((profile) => [profile.name, profileDetail(profile)]))
  const option = (connection: Connection): SwitcherOption => ({
    key: connectionKey(connection),
    connection,
    name: connectionName(connection),
    detail:
      connection.kind === 'profile'
        ? (details.get(connection.profile) ?? 'not in the AWS files any more')
        : builtIn[connection.kind],
  })
  const groups: SwitcherGroup[] = [
    { title: 'Recent', options: recent.map(option) },
    { title: 'Sandbox', options: [option({ kind: 'sandbox' })] },
    { title: 'Environment', options: [option({ kind: 'environment' })] },
    ...(Object.keys(kinds) as ProfileKind[]).map((kind) => ({
      title: kinds[kind],
      options: list.profiles
        .filter((profile) => profile.kind === kind)
        .map((profile) => option({ kind: 'profile', profile: profile.name })),
    })),
  ]
  return onlyOnce(groups, filter.trim().toLowerCase())
}

const builtIn = {
  sandbox: 'the KMS built into this app',
  environment: 'what the AWS SDK finds on this machine',
} as const

function profileDetail({ region, roleArn, ssoSession, needsMfa, kind, problems }: Profile): string {
  const parts = [
    region,
    roleArn?.split('/').at(-1),
    ssoSession && `SSO session ${ssoSession}`,
    needsMfa && 'needs an MFA code',
    kind === 'incomplete' && 'names no source of credentials',
    kind !== 'incomplete' && problems.some(({ severity }) => severity !== 'info') && 'has a fault in its file',
  ]
  return parts.filter(Boolean).join(' · ')
}

/** Each identity stands in its first group only; a group that the filter empties goes. */
function onlyOnce(groups: readonly SwitcherGroup[], filter: string): SwitcherGroup[] {
  const seen = new Set<string>()
  return groups.flatMap(({ title, options }) => {
    const kept = options.filter((option) => !seen.has(option.key) && matches(option, filter))
    for (const { key } of kept) seen.add(key)
    return kept.length > 0 ? [{ title, options: kept }] : []
  })
}

function matches({ name, detail }: SwitcherOption, filter: string): boolean {
  const text = `${name} ${detail}`.toLowerCase()
  return filter.split(/\s+/).every((word) => text.includes(word))
}
