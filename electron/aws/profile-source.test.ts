import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conformanceFile, describeConformance } from '../../e2e/fixtures/conformance.ts'
import { describeAwsFiles } from './profile-list.ts'
import { type ProfileSource, profileSource } from './profile-source.ts'
import { type AwsFiles, mergeAwsFiles } from './shared-files.ts'

function filesOf(config: string, credentials = ''): AwsFiles {
  const merged = mergeAwsFiles(
    { path: 'config', exists: true, text: config },
    { path: 'credentials', exists: true, text: credentials },
  )
  return { ...merged, paths: { config: 'config', credentials: 'credentials' }, stamp: '' }
}

type Sections = Record<string, Record<string, string>>
interface ChainCase {
  docs: string
  input: { profiles: Sections; sso_sessions?: Sections; selected_profile: string }
  output: { ProfileChain?: Record<string, Record<string, string> | string>[]; Error?: string }
}

const file = conformanceFile('aws-config/assume-role-tests.json')
const all: ChainCase[] = file ? JSON.parse(readFileSync(file, 'utf8')) : []
/** A token without account and role serves other services than KMS; here it is a profile without credentials. */
const cases = all.filter(({ docs }) => docs !== 'SSO token profile selected')

const text = (prefix: string, sections: Sections = {}) =>
  Object.entries(sections)
    .map(([name, entries]) =>
      [`[${prefix} ${name}]`, ...Object.entries(entries).map(([k, v]) => `${k} = ${v}`)].join('\n'),
    )
    .join('\n')

/** The chain of a source, innermost first, as the conformance data writes it. */
function chainOf(source: ProfileSource): unknown[] {
  switch (source.kind) {
    case 'static':
      return [{ AccessKey: { access_key_id: source.accessKeyId, secret_access_key: source.secretAccessKey.reveal() } }]
    case 'assume-role': {
      const { arn, sessionName, externalId } = source.role
      const names = {
        ...(sessionName && { role_session_name: sessionName }),
        ...(externalId && { external_id: externalId }),
      }
      return [...chainOf(source.base), { AssumeRole: { role_arn: arn, ...names } }]
    }
    case 'named':
      return [{ NamedSource: source.source }]
    case 'web-identity': {
      const { roleArn, tokenFile, sessionName } = source
      const name = sessionName && { role_session_name: sessionName }
      return [{ WebIdentityToken: { role_arn: roleArn, web_identity_token_file: tokenFile, ...name } }]
    }
    case 'sso': {
      const { accountId, region, roleName, startUrl } = source.sso
      return [
        { Sso: { sso_account_id: accountId, sso_region: region, sso_role_name: roleName, sso_start_url: startUrl } },
      ]
    }
    default:
      throw new Error(`no chain for ${source.kind}`)
  }
}

function withoutAccount(links: NonNullable<ChainCase['output']['ProfileChain']>): unknown[] {
  return links.map((link) => {
    if (typeof link.AccessKey !== 'object') return link
    const { account_id: _, ...pair } = link.AccessKey
    return { AccessKey: pair }
  })
}

describeConformance('profileSource on AWS conformance data', file, () => {
  it.each(cases)('$docs', ({ input, output }) => {
    const files = filesOf(`${text('profile', input.profiles)}\n${text('sso-session', input.sso_sessions)}`)
    const source = profileSource(files, input.selected_profile)
    if (output.Error) expect(source?.kind ?? 'invalid').toBe('invalid')
    else expect(source && chainOf(source)).toEqual(withoutAccount(output.ProfileChain ?? []))
  })
})

const everyKind = `
[profile keys]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = canary
region = eu-west-1
[profile role]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = keys
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = keys
mfa_serial = arn:aws:iam::111122223333:mfa/dev
[profile behind-mfa]
role_arn = arn:aws:iam::111122223333:role/s
source_profile = mfa
[profile token]
role_arn = arn:aws:iam::111122223333:role/r
web_identity_token_file = /token
[profile command]
credential_process = get --password canary
[profile corp]
sso_session = my-sso
sso_account_id = 111122223333
sso_role_name = Dev
[profile signed-in]
login_session = arn:aws:iam::111122223333:user/dev
[profile task]
role_arn = arn:aws:iam::111122223333:role/r
credential_source = EcsContainer
[profile empty]
region = us-east-1
[profile half]
aws_access_key_id = AKIAEXAMPLE
[profile lost]
role_arn = arn:aws:iam::111122223333:role/r
source_profile = nowhere
[sso-session my-sso]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
`

describe('describeAwsFiles', () => {
  const list = describeAwsFiles(filesOf(everyKind))
  const profile = (name: string) => list.profiles.find((candidate) => candidate.name === name)

  it('tells every kind of profile', () => {
    expect(Object.fromEntries(list.profiles.map(({ name, kind }) => [name, kind]))).toEqual({
      keys: 'static',
      role: 'assume-role',
      mfa: 'assume-role',
      'behind-mfa': 'assume-role',
      token: 'web-identity',
      command: 'process',
      corp: 'sso',
      'signed-in': 'login',
      task: 'container',
      empty: 'incomplete',
      half: 'incomplete',
      lost: 'incomplete',
    })
  })

  it('sees a code that is needed anywhere on the way', () => {
    expect(list.profiles.filter(({ needsMfa }) => needsMfa).map(({ name }) => name)).toEqual(['mfa', 'behind-mfa'])
  })

  it('says what is wrong with an unfinished profile and on which line', () => {
    const line = (start: string) => everyKind.split('\n').findIndex((text) => text.startsWith(start)) + 1
    expect(profile('half')?.problems).toMatchObject([
      { code: 'half-pair', severity: 'error', line: line('[profile half') + 1 },
    ])
    expect(profile('lost')?.problems).toMatchObject([
      { code: 'source-profile-not-found', severity: 'error', line: line('[profile lost') + 2 },
    ])
    expect(profile('empty')?.problems).toMatchObject([{ code: 'no-credentials-in-profile', severity: 'info' }])
    expect(profile('keys')?.problems).toEqual([])
  })

  it('gives the sso-session with its region and start URL', () => {
    expect(list.ssoSessions).toEqual([
      { name: 'my-sso', region: 'eu-central-1', startUrl: 'https://example.awsapps.com/start' },
    ])
  })

  it('lets no secret out', () => {
    expect(JSON.stringify(list)).not.toContain('canary')
  })
})
