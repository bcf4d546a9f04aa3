import type {
  Activation,
  CredentialOutcome,
  EffectiveLink,
  EffectiveReason,
  Origin,
  PlainOrigin,
  SettingRule,
} from '../../shared/domain/effective-configuration.ts'
import { nameOf } from '../../shared/domain/file-path.ts'
import type { EnvironmentFindingCode } from '../../shared/domain/server-environment.ts'
import { colon, fact, type ProblemWords } from './problem.ts'

/** By which rule a value came to count, as half a sentence after the value. */
export const ruleWords: Record<SettingRule, string> = {
  'wrapper-key-id-name': 'the wrapper reads AWSKMS_WRAPPER_KEY_ID before everything else',
  'vault-key-id-name': 'the wrapper reads VAULT_AWSKMS_SEAL_KEY_ID',
  'kms-endpoint-name': 'the wrapper reads AWS_KMS_ENDPOINT before the stanza',
  stanza: 'the stanza gives it',
  merge: 'the server lays its environment over the stanza',
  'random-merge': 'two names of the environment give it, and the server takes either',
  'region-name': 'AWS_REGION gives it',
  'default-region-name': 'AWS_DEFAULT_REGION gives it where AWS_REGION does not',
  'credentials-file-region': 'the profile in the credentials file gives it',
  'config-file-region': 'the profile in the config file gives it',
  'profile-region': 'the profile gives it',
  'metadata-region': 'the metadata of the instance gives it',
  'first-region': 'nothing gives one, and the wrapper falls to this',
  'sdk-kms-endpoint-name': 'the SDK reads AWS_ENDPOINT_URL_KMS',
  'sdk-endpoint-name': 'the SDK reads AWS_ENDPOINT_URL',
  'profile-services': 'the services section that the profile names gives it',
  'profile-endpoint': 'the profile’s endpoint_url gives it',
  'regional-endpoint': 'it is the region’s own',
  'endpoint-switched-off': 'configured endpoints are switched off, so it is the region’s own',
  'environment-pair': 'the key pair of the environment',
  'environment-alias': 'the key pair of the environment, under its older spelling',
  'profile-name': 'AWS_PROFILE names it',
  'credentials-file-name': 'AWS_SHARED_CREDENTIALS_FILE names it',
  'role-name': 'AWS_ROLE_ARN names it',
  'role-session-name': 'AWS_ROLE_SESSION_NAME names it',
  'token-file-name': 'AWS_WEB_IDENTITY_TOKEN_FILE names it',
  'profile-keys': 'the keys of the profile',
  'built-in': 'the server’s own default',
  'no-source': 'no source gives one',
}

export const linkWords: Record<EffectiveLink, string> = {
  static: 'Keys set for the seal',
  environment: 'Keys of the environment',
  'shared-credentials-file': 'Credentials file',
  'web-identity': 'Web identity token',
  'assumed-role': 'Assumed role',
  container: 'Container',
  instance: 'Instance metadata',
  profile: 'Profile',
  'source-profile': 'Source profile',
  'credential-source': 'Credential source',
  sso: 'Single sign-on',
  login: 'Console login',
  process: 'Credential process',
}

export const effectiveReasonWords: Record<EffectiveReason, string> = {
  found: 'found',
  outranked: 'not asked: one before it has credentials',
  'not-set': 'nothing is set',
  'half-pair': 'only one half of the pair is set',
  'profile-wanted': 'passed over: a profile is wanted',
  'profile-not-found': 'the profile is not in the file',
  'no-keys-in-profile': 'the profile has no keys',
  'file-missing': 'the file does not exist',
  'file-malformed': 'the file cannot be read',
  'token-file-missing': 'the token file does not exist',
  'token-file-empty': 'the token file is empty',
  'no-source': 'there is nothing to assume it with',
  'role-arn-missing': 'no role is named',
  'role-arn-too-short': 'the role’s ARN is too short to be one',
  'address-refused': 'the address is none that is allowed',
  unreachable: 'it does not answer',
  disabled: 'it is switched off',
  'no-role': 'the instance has no role',
  'token-absent': 'nobody has signed in',
  'token-expired': 'the sign-in has expired',
  'token-malformed': 'the file of the sign-in cannot be read',
  'not-supported': 'this wrapper does not know it',
}

export const activationWords: Record<Activation, string> = {
  'only-enabled': 'Active: it is the only enabled seal',
  'last-enabled': 'Active: of the enabled seals the last one counts',
  implicit: 'Active: no seal is configured, so the server uses Shamir’s key shares',
  appended: 'Active: every configured seal is disabled, so the server goes back to Shamir’s key shares',
  disabled: 'Not active: it is disabled, and serves a migration away from it',
  'not-last': 'Not active: a later enabled seal counts',
}

/** What the server signs with, as a sentence without its stop. */
export const outcomeWords: Record<CredentialOutcome, string> = {
  static: 'The server signs with the keys that are set for this seal',
  environment: 'The server signs with the keys of its environment',
  'shared-credentials-file': 'The server signs with keys from the credentials file',
  profile: 'The server signs with the keys of a profile',
  'web-identity': 'The server assumes a role with a web identity token',
  'assumed-role': 'The server assumes a role with other credentials',
  sso: 'The server uses a single sign-on',
  login: 'The server uses a console login',
  process: 'The server runs a command for its credentials',
  container: 'The server gets credentials from its container',
  instance: 'The server gets credentials from its instance’s metadata',
  none: 'The server finds no credentials',
  error: 'The server stops before it has credentials',
}

/** Where a value came from, short enough for a chip. */
export function originText(origin: Origin): string {
  return origin.kind === 'ambiguous' ? 'Random' : plainOriginText(origin)
}

/** The kind of the place and, after it, the place itself. */
export function plainOriginText(origin: PlainOrigin): string {
  switch (origin.kind) {
    case 'environment':
      return origin.name
    case 'stanza':
      return `${origin.file ? nameOf(origin.file) : 'Stanza'}, line ${origin.line}`
    case 'profile':
      return `Profile ${origin.profile}${origin.line ? `, line ${origin.line}` : ''}`
    case 'shared-config':
      return 'AWS config file'
    case 'instance-metadata':
      return 'Instance metadata'
    case 'container':
      return 'Container'
    case 'default':
      return 'Default'
    case 'not-set':
      return 'Not set'
  }
}

export const environmentFindingWords: Record<EnvironmentFindingCode, ProblemWords> = {
  'line-not-read': {
    title: () => 'A line is no assignment, and was not read',
    meaning: () => 'Write it as NAME=value, or turn it into a comment.',
  },
  'command-ignored': {
    title: () => 'A command follows the assignments, and was ignored',
    meaning: () => 'Only what is assigned was taken. Add by hand what the command itself sets for the server.',
  },
  'name-repeated': {
    title: (p) => `${p.key ?? 'A name'} is given more than once`,
    meaning: () => 'The last value counts.',
  },
  'value-elsewhere': {
    title: (p) => `The value of ${p.key || 'some names'} is not in this text`,
    meaning: (p) =>
      fact(p, 'object')
        ? `It is in the ${fact(p, 'kind')} ${fact(p, 'object')}. Load that as well, or add the name by hand.`
        : `The server gets it from ${fact(p, 'kind') ?? 'elsewhere'}. Add the name by hand.`,
  },
  'file-elsewhere': {
    title: (p) => `More of the environment is in ${fact(p, 'file') ?? 'another file'}`,
    meaning: () => 'Open that file as well: it is read at the start of the service.',
  },
  'value-not-text': {
    title: (p) => `The value of ${p.key ?? 'a name'} is no text, and was not read`,
    meaning: () => 'It is refused as it stands. Put quotes around it.',
  },
  'value-not-quoted': {
    title: (p) => `Not every reader ends the value of ${p.key ?? 'a name'} at the same place`,
    meaning: (p) =>
      fact(p, 'kind') === 'shell'
        ? 'It was taken as a shell takes it. For systemd and Docker the rest of the line is a part of it, comments too. Give each name a line of its own, and each comment.'
        : 'It was taken to the end of the line, comments too, as systemd and Docker take it. A shell ends it at the first blank, semicolon, ampersand or bar. Put quotes around it, and comments on lines of their own.',
  },
  'reference-in-value': {
    title: (p) => `The value of ${p.key ?? 'a name'} would be expanded`,
    meaning: () => 'Here it was taken letter by letter. Add the name by hand with what it stands for.',
  },
  'section-left-out': {
    title: () => 'The names of [Service] were left out',
    meaning: () => 'They are for podman itself: the server in the container gets those of [Container].',
  },
  'workload-left-out': {
    title: (p) => `The ${fact(p, 'kind') ?? 'object'} ${fact(p, 'object') ?? 'without a name'} was left out`,
    meaning: () => 'The server is taken to be another one of this text. Load this part by itself if it is this one.',
  },
  'container-left-out': {
    title: (p) => `The container ${fact(p, 'object') || 'without a name'} was left out`,
    meaning: () => 'The server is taken to be another one of the pod. Load its part by itself if it is this one.',
  },
  'config-not-in-use': {
    title: (p) => `The configuration under ${fact(p, 'object') ?? 'another mode'} is not in use`,
    meaning: () => 'The chart takes that of the mode that is switched on, which is not in this text.',
  },
  'server-switched-off': {
    title: () => 'The server is switched off in these values',
    meaning: () =>
      'The chart runs none with them, so that nothing was taken. Load the values that switch it on as well.',
  },
  'parameter-not-read': {
    title: (p) => `A parameter of the chart was not read${colon(p, 'object')}`,
    meaning: () => 'Add by hand what it sets for the server.',
  },
  'text-too-large': {
    title: () => 'The text is larger than what is read as YAML',
    meaning: () => 'Load only the part that holds the server’s environment.',
  },
  'text-too-deep': {
    title: () => 'The text is nested more deeply than what is read as YAML',
    meaning: () => 'Load only the part that holds the server’s environment.',
  },
  'home-assumed': {
    title: (p) => `The server’s home folder is not known, and was taken to be ${fact(p, 'home')}`,
    meaning: (p) =>
      `${fact(p, 'file')} was put where a server with this home looks for it. Load the environment that sets HOME (the charts set it), and the file goes there. Take HOME out if the server runs without one: then it reads no such file.`,
  },
  'file-not-read': {
    title: (p) => `${fact(p, 'file')} was left out`,
    meaning: () => 'It is no ordinary file, is not UTF-8, is too long, or may not be read.',
  },
  'nothing-read': {
    title: () => 'There is no environment in this text',
    meaning: () =>
      'Names are read from lines NAME=value, units of systemd, objects of Kubernetes, values of the Helm charts and services of Docker Compose.',
  },
}
