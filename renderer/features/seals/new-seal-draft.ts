import { type Connection, connectionKey } from '../../../shared/domain/connection.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import type { Identity, Profile } from '../../../shared/domain/identity.ts'
import { sealNameSchema } from '../../../shared/domain/saved-seal.ts'
import type { SealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { engineText } from './seal-filter.ts'

/** What the wizard has been told so far. */
export interface NewSealDraft {
  /** The step, counted from 0. */
  step: number
  engine: Engine
  connection: Connection
  /** The stanza's region; for the sandbox its own region is taken instead. */
  region: string
  key: string
  /** The name as typed; undefined while it follows from server and key. */
  name: string | undefined
}

export function newSealDraft(engine: Engine, connection: Connection, region: string): NewSealDraft {
  return { step: 0, engine, connection, region, key: '', name: undefined }
}

/** The region that a connection works in, as far as the AWS files or the identity in use tell. */
export function knownRegion(connection: Connection, profiles: readonly Profile[], current?: Identity): string {
  if (connection.kind !== 'sandbox' && connection.region) return connection.region
  if (current && connectionKey(current.connection) === connectionKey(connection)) return current.region
  if (connection.kind !== 'profile') return ''
  return profiles.find((profile) => profile.name === connection.profile)?.region ?? ''
}

/** The stanza's parameters. The sandbox is named by its endpoint; credentials are left to the server's environment. */
export function newSealParameters(draft: NewSealDraft, sandbox: SandboxStatus | undefined): SealParameters {
  const onSandbox = draft.connection.kind === 'sandbox'
  const region = onSandbox ? sandbox?.region : draft.region.trim()
  const endpoint = onSandbox ? sandbox?.endpoint : undefined
  return {
    ...(region ? { region } : {}),
    ...(draft.key ? { kms_key_id: draft.key } : {}),
    ...(endpoint ? { endpoint } : {}),
  }
}

/** The name as typed, else one made of server and key. */
export function newSealName({ name, engine, key }: NewSealDraft): string {
  if (name !== undefined) return name
  const shortKey = key.includes('alias/') ? key.slice(key.indexOf('alias/') + 'alias/'.length) : key.slice(-12)
  return `${engineText(engine)}${shortKey ? `, ${shortKey}` : ''}`.slice(0, 120)
}

/** Why a step cannot be left; undefined when it can. */
export function stepFault(draft: NewSealDraft, step: number): string | undefined {
  if (step >= 2 && draft.key === '') return 'Choose a key or type a reference to one.'
  if (step >= 3 && !sealNameSchema.safeParse(newSealName(draft)).success) return 'Give the seal a name.'
  return undefined
}
