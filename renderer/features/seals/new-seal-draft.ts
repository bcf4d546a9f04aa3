import { type Connection, connectionKey } from '../../../shared/domain/connection.ts'
import type { Engine } from '../../../shared/domain/engine.ts'
import { engineText } from '../../../shared/domain/engine.ts'
import type { Identity, Profile } from '../../../shared/domain/identity.ts'
import { keyReferenceSchema } from '../../../shared/domain/key-reference.ts'
import type { SealParameters } from '../../../shared/domain/seal-parameters.ts'
import type { SandboxStatus } from '../../client/contract-types.ts'
import { tooLong } from './parameter-faults.ts'
import { nameFault, shortName } from './seal-name.ts'
import { type UnfinishedEngine, unfinishedFields } from './unfinished-engine.ts'

/** What the wizard has been told so far. */
export interface NewSealDraft {
  /** The step, counted from 0. */
  step: number
  engine: Engine
  unfinished: UnfinishedEngine
  connection: Connection
  /** The stanza's region; for the sandbox its own region is taken instead. */
  region: string
  /** Whether the region was typed: one that only came with an identity goes with it. */
  regionIsTyped: boolean
  key: string
  /** The name as typed; undefined while it follows from server and key. */
  name: string | undefined
}

export function newSealDraft(engine: Engine, connection: Connection, region: string): NewSealDraft {
  return { step: 0, engine, unfinished: {}, connection, region, regionIsTyped: false, key: '', name: undefined }
}

/** The region that a connection works in, as far as the AWS files or the identity in use tell. */
export function knownRegion(connection: Connection, profiles: readonly Profile[], current?: Identity): string {
  if (connection.kind !== 'sandbox' && connection.region) return connection.region
  if (current && connectionKey(current.connection) === connectionKey(connection)) return current.region
  if (connection.kind !== 'profile') return ''
  return profiles.find((profile) => profile.name === connection.profile)?.region ?? ''
}

/** The draft checked as someone else. A region that nobody typed does not outlive the identity that it came with. */
export function withConnection(
  draft: NewSealDraft,
  connection: Connection,
  known: string,
): Pick<NewSealDraft, 'connection' | 'region'> {
  return { connection, region: known || (draft.regionIsTyped ? draft.region : '') }
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
  return shortName(`${engineText(engine)}${shortKey ? `, ${shortKey}` : ''}`)
}

/** Why a step cannot be left; undefined when it can. */
export function stepFault(draft: NewSealDraft, step: number): string | undefined {
  const [unfinished] = unfinishedFields(draft.engine, draft.unfinished)
  if (unfinished) return `${unfinished} is not finished.`
  if (step >= 2 && draft.key === '') return 'Choose a key or type a reference to one.'
  const keyTooLong = tooLong(draft.key, keyReferenceSchema.maxLength ?? draft.key.length)
  if (step >= 2 && keyTooLong) return keyTooLong
  return step >= 3 ? nameFault(newSealName(draft)) : undefined
}
