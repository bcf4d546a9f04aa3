import type { Connection } from '../../shared/domain/connection.ts'

/** The kind of a connection as the one word that stands beside its colour. */
export const kindWord: Record<Connection['kind'], string> = {
  sandbox: 'Sandbox',
  profile: 'Profile',
  environment: 'Environment',
}

/** A connection's name, for where its kind stands beside it. */
export function connectionName(connection: Connection): string {
  switch (connection.kind) {
    case 'sandbox':
      return 'Sandbox KMS'
    case 'environment':
      return inRegion('This machine’s environment', connection.region)
    case 'profile':
      return inRegion(connection.profile, connection.region)
  }
}

/** Kind and name in one, for where the text stands alone. */
export function connectionText(connection: Connection): string {
  const kind = kindWord[connection.kind]
  if (connection.kind === 'sandbox') return kind
  return inRegion(connection.kind === 'profile' ? `${kind} ${connection.profile}` : kind, connection.region)
}

const inRegion = (name: string, region: string | undefined) => (region ? `${name}, ${region}` : name)
