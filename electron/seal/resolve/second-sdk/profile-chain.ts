/**
 * Credentials from a profile, as the second SDK goes through it: the profile that it draws on, its own keys, the sources that
 * it names, and at the end container and instance; then the role on top. Each step is told to the trace.
 */
import type {
  CredentialStep,
  EffectiveLink,
  EffectiveReason,
  PlainOrigin,
} from '../../../../shared/domain/effective-configuration.ts'
import { type Assumption, roleNameOf, step } from '../chain.ts'
import { fullUriName, relativeUriName } from '../container.ts'
import { environmentPair } from '../environment-pair.ts'
import { Refusal } from '../refusal.ts'
import { checkSsoSettings } from '../sso-settings.ts'
import type { Surroundings } from '../surroundings.ts'
import { attemptsOf, type Load } from './load.ts'
import { failing, type SecondPick } from './pick.ts'
import { containerPick, instancePick } from './remote.ts'
import { entryText, isSso, type SharedProfile } from './shared-profile.ts'
import { ssoPick } from './sso.ts'

/** How a wrapper goes through a profile: with the stanza's role and token file, and its SDK's ways with STS. */
export interface Tuning {
  role: string
  tokenFile: string
  /** A request to STS that has nothing to sign with is made again. */
  repeatsSts: boolean
}

/** A role with a token file. Both of the stanza's replace both; the role alone does not count here. */
export function webIdentity(
  { disk }: Surroundings,
  given: { role: string; tokenFile: string },
  tuning: Tuning,
  origin: PlainOrigin,
): SecondPick {
  const { role, tokenFile } = tuning.role !== '' && tuning.tokenFile !== '' ? tuning : given
  if (role === '') throw new Refusal('role ARN is not set')
  const pick: SecondPick = { outcome: 'web-identity', role: roleNameOf(role), sessionToken: true, origin }
  const found = disk.find(tokenFile)
  if (found.kind === 'file') return { ...pick, assume: { roleArn: role, token: found.text } }
  const why =
    found.kind === 'missing' ? `open ${tokenFile}: no such file or directory` : `read ${tokenFile}: is a directory`
  return failing(pick, {
    reason: 'token-file-missing',
    text: `failed to retrieve jwt from provide source, unable to read file at ${tokenFile}: ${why}`,
  })
}

const sourceNames = ['EcsContainer', 'Ec2InstanceMetadata', 'Environment']

export class ProfileChain {
  readonly #surroundings: Surroundings
  readonly #load: Load
  readonly #tuning: Tuning
  readonly #steps: CredentialStep[]

  constructor(surroundings: Surroundings, load: Load, tuning: Tuning, steps: CredentialStep[]) {
    this.#surroundings = surroundings
    this.#load = load
    this.#tuning = tuning
    this.#steps = steps
  }

  ask(profile = this.#load.profile): SecondPick {
    if (!profile) {
      this.#steps.push(step('profile', 'skipped', 'profile-not-found'))
      return this.#remote()
    }
    const source = this.#source(profile)
    const role = entryText(profile, 'role_arn')
    const isOwnToken = !profile.source && source.outcome === 'web-identity'
    return role === '' || isOwnToken ? source : this.#assumed(profile, source, role)
  }

  #source(profile: SharedProfile): SecondPick {
    const origin = originOf(profile)
    if (profile.source) {
      this.#steps.push(step('source-profile', 'used', 'found', originOf(profile, 'source_profile')))
      return this.ask(profile.source)
    }
    if (profile.hasKeys) return this.#told('profile', this.#keys(profile))
    this.#steps.push(step('profile', 'skipped', 'no-keys-in-profile', origin))
    if (entryText(profile, 'credential_source') !== '') return this.#named(profile)
    if (entryText(profile, 'web_identity_token_file') !== '') {
      const given = { role: entryText(profile, 'role_arn'), tokenFile: entryText(profile, 'web_identity_token_file') }
      const from = originOf(profile, 'web_identity_token_file')
      return this.#told('web-identity', webIdentity(this.#surroundings, given, this.#tuning, from))
    }
    return this.#further(profile)
  }

  #further(profile: SharedProfile): SecondPick {
    if (isSso(profile)) {
      const { session } = profile
      checkSsoSettings(profile.name, (key) => entryText(profile, key), session && ((key) => entryText(session, key)))
      return this.#told('sso', ssoPick(this.#surroundings, profile, originOf(profile)))
    }
    if (entryText(profile, 'login_session') !== '') {
      this.#steps.push(step('login', 'skipped', 'not-supported', originOf(profile, 'login_session')))
    }
    if (entryText(profile, 'credential_process') !== '') {
      const origin = originOf(profile, 'credential_process')
      return this.#told('process', { outcome: 'process', sessionToken: false, origin })
    }
    return this.#remote()
  }

  #keys(profile: SharedProfile): SecondPick {
    const candidate = (key: string) => {
      const value = entryText(profile, key)
      return value === '' ? undefined : { value, origin: originOf(profile, key), rule: 'profile-keys' as const }
    }
    const [accessKey, secretKey] = [candidate('aws_access_key_id'), candidate('aws_secret_access_key')]
    const sessionToken = candidate('aws_session_token')
    const isInCredentials = profile.entries.get('aws_access_key_id')?.file === this.#load.files.credentials
    return {
      outcome: isInCredentials ? 'shared-credentials-file' : 'profile',
      origin: originOf(profile, 'aws_access_key_id'),
      keys: accessKey && secretKey && { accessKey, secretKey, sessionToken },
      sessionToken: sessionToken !== undefined,
    }
  }

  #named(profile: SharedProfile): SecondPick {
    const source = entryText(profile, 'credential_source')
    if (!sourceNames.includes(source)) {
      throw new Refusal('credential_source values must be EcsContainer, Ec2InstanceMetadata, or Environment')
    }
    this.#steps.push(step('credential-source', 'used', 'found', originOf(profile, 'credential_source')))
    if (source === 'Ec2InstanceMetadata')
      return this.#told('instance', instancePick(this.#surroundings, this.#load.profile))
    return source === 'Environment' ? this.#environment() : this.#container()
  }

  #environment(): SecondPick {
    const pair = environmentPair(this.#surroundings.environment)
    if (pair) {
      const sessionToken = pair.sessionToken !== undefined
      return this.#told('environment', {
        outcome: 'environment',
        origin: pair.accessKey.origin,
        keys: pair,
        sessionToken,
      })
    }
    const pick = { outcome: 'environment', sessionToken: false, origin: { kind: 'not-set' } } as const
    return this.#told('environment', failing(pick, { reason: 'not-set', text: 'static credentials are empty' }))
  }

  #container(): SecondPick {
    if (this.#surroundings.environment.first([relativeUriName, fullUriName])) {
      return this.#told('container', containerPick(this.#surroundings))
    }
    throw new Refusal(
      "EcsContainer was specified as the credential_source, but neither 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' or " +
        "AWS_CONTAINER_CREDENTIALS_FULL_URI' was set",
    )
  }

  #remote(): SecondPick {
    const { environment } = this.#surroundings
    if (environment.first([relativeUriName, fullUriName]))
      return this.#told('container', containerPick(this.#surroundings))
    this.#steps.push(step('container', 'skipped', 'not-set'))
    return this.#told('instance', instancePick(this.#surroundings, this.#load.profile))
  }

  #assumed(profile: SharedProfile, source: SecondPick, given: string): SecondPick {
    const isTuned = this.#tuning.role !== '' && this.#tuning.tokenFile === ''
    const role = isTuned ? this.#tuning.role : given
    if (entryText(profile, 'mfa_serial') !== '') {
      throw new Refusal('assume role with MFA enabled, but AssumeRoleTokenProvider session option not set.')
    }
    const origin = originOf(profile, 'role_arn')
    const [externalId, sessionName] = [entryText(profile, 'external_id'), entryText(profile, 'role_session_name')]
    const assume: Assumption = {
      roleArn: role,
      ...(sessionName === '' ? {} : { sessionName }),
      ...(externalId === '' ? {} : { externalId }),
      ...(source.keys ? { keys: source.keys } : {}),
    }
    // The stanza's role takes the place of the profile's and empties its external id, which no other program can ask for.
    const told = isTuned && externalId !== '' ? {} : { assume }
    const pick: SecondPick = { outcome: 'assumed-role', role: roleNameOf(role), ...told, sessionToken: true, origin }
    const { failure } = source
    this.#steps.push(step('assumed-role', failure ? 'failed' : 'used', failure ? 'no-source' : 'found', origin))
    if (!failure) return pick
    const cache = failure.isCached ? 'failed to refresh cached credentials, ' : ''
    const isRepeated = this.#tuning.repeatsSts && failure.isRepeated
    const attempts = attemptsOf(this.#surroundings, this.#load.profile)
    const repeated = isRepeated ? `exceeded maximum number of attempts, ${attempts}, ` : ''
    const text = `${repeated}get identity: get credentials: ${cache}${failure.text}`
    return { ...pick, failure: { ...failure, isCached: false, text: `operation error STS: AssumeRole, ${text}` } }
  }

  #told(link: EffectiveLink, pick: SecondPick): SecondPick {
    const reason: EffectiveReason = pick.failure?.reason ?? 'found'
    this.#steps.push(step(link, pick.failure ? 'failed' : 'used', reason, pick.origin))
    return pick
  }
}

function originOf(profile: SharedProfile, key?: string): PlainOrigin {
  const entry = key === undefined ? undefined : profile.entries.get(key)
  const [first] = profile.entries.values()
  const file = entry?.file ?? first?.file ?? ''
  return { kind: 'profile', profile: profile.name, file, ...(entry ? { line: entry.line } : {}) }
}
