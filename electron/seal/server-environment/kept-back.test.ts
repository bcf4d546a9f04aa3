import { describe, expect, it } from 'vitest'
import {
  activations,
  credentialOutcomes,
  effectiveConfigurationSchema,
  effectiveReasons,
  settingRules,
} from '../../../shared/domain/effective-configuration.ts'
import { freeTexts, KeptBack, labels, places } from './kept-back.ts'
import { SecretValues } from './secret-values.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const fileSecret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
const environment = new Map([
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['AWS_SECRET_ACCESS_KEY', secret],
  ['AWS_REGION', 'eu-west-1'],
  ['PIN', '1234'],
])
const files = new Map([
  ['/c', `[default]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = ${fileSecret}\n`],
  ['/token', 'eyJ.token.text\n'],
])
const kept = new KeptBack(new SecretValues(environment, files))
const withNames = (names: Record<string, string>, more: Record<string, string> = {}) =>
  new KeptBack(new SecretValues(new Map(Object.entries(names)), new Map(Object.entries(more))))

describe('an answer about a loaded server', () => {
  it.each([secret, fileSecret, 'eyJ.token.text'])('spells out no secret: %s', (text) => {
    const answer = {
      error: `bad: ${text}. https://kms.${text}.test "${text}"`,
      seals: [
        { credential: { accessKeyId: text }, settings: [{ name: 'region', value: text, origin: { file: text } }] },
      ],
      problems: [{ evidence: { role: text }, suggestion: text }],
    }
    expect(JSON.stringify(kept.masked(answer))).not.toContain(text)
  })

  it('leaves everything public as it is', () => {
    const answer = { region: 'eu-west-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', line: 3, ok: true, none: null }
    expect(kept.masked(answer)).toEqual(answer)
  })

  it.each(['[db]\npassword = "a b c d e f"', 'aws_security_token = abcdefgh', '[1],\nx: abcdefgh'])(
    'spells out nothing of a file that is no AWS file: %j',
    (text) => {
      const other = withNames({}, { '/f': text })
      expect(other.masked({ accessKeyId: text })).toEqual({ accessKeyId: '••••••••' })
    },
  )

  it('hides a secret that stands under the name of the id', () => {
    const swapped = withNames({}, { '/c': `[default]\naws_access_key_id = ${secret}\n` })
    const setting = { name: 'access_key', origin: { kind: 'profile' }, value: secret, overridden: [] }
    expect(JSON.stringify(swapped.masked({ credential: { accessKeyId: secret }, settings: [setting] }))).not.toContain(
      secret,
    )
  })

  it('tells nobody whether a guess was right', () => {
    expect(kept.masked({ accessKeyId: '1234' })).toEqual(kept.masked({ accessKeyId: '1235' }))
  })

  it('hides a short value where it stands for an access key, and nowhere by chance', () => {
    const candidates = [{ origin: {}, value: '1234' }]
    const setting = { name: 'access_key', origin: { candidates }, value: '1234', overridden: [{ value: '1234' }] }
    expect(JSON.stringify(kept.masked(setting))).not.toContain('1234')
    expect(kept.masked({ accessKeyId: '1234' })).toEqual({ accessKeyId: '••••••••' })
    expect(kept.masked({ name: 'region', value: 'x-12345' })).toEqual({ name: 'region', value: 'x-12345' })
  })
})

describe('the contract’s own words', () => {
  const words = [...activations, ...credentialOutcomes, ...effectiveReasons, ...settingRules, 'access_key', 'stanza']

  it('stand as they are, whatever the environment holds', () => {
    const names = Object.fromEntries(
      words.flatMap((word, at) => [
        [`N${at}`, word],
        [`N${at}_TOKEN`, word],
      ]),
    )
    const answer = {
      seals: words.map((word) => ({
        ...{
          activation: word,
          outcome: word,
          kind: word,
          rule: word,
          reason: word,
          link: word,
          name: word,
          code: word,
        },
      })),
    }
    expect(withNames(names).masked(answer)).toEqual(answer)
  })

  it('every text of an answer is one of them, or is looked at', () => {
    // The name of a variable is shown; what a finding says in facts is looked at by where it stands.
    const named = ['accessKeyId', 'name', 'evidence', ...places, ...labels, ...freeTexts]
    const found = freeTextsOf(effectiveConfigurationSchema.toJSONSchema(), '')
    expect(found.filter((member) => !named.includes(member))).toEqual([])
    expect(found).toContain('error')
  })
})

/** The members of a schema that can hold any text. */
function freeTextsOf(schema: unknown, member: string): string[] {
  if (Array.isArray(schema)) return schema.flatMap((each) => freeTextsOf(each, member))
  if (typeof schema !== 'object' || schema === null) return []
  const { type, properties = {}, items, anyOf, oneOf, additionalProperties } = schema as Record<string, unknown>
  const isText = type === 'string' && !('enum' in schema) && !('const' in schema)
  return [
    ...(isText ? [member] : []),
    ...Object.entries(properties as object).flatMap(([name, each]) => freeTextsOf(each, name)),
    ...[items, anyOf, oneOf, additionalProperties].flatMap((each) => freeTextsOf(each, member)),
  ]
}

describe('a public value stands as it is', () => {
  it('where another name holds the same', () => {
    const profile = '[p]\nregion = eu-central-1\n'
    const region = { name: 'region', value: 'eu-central-1' }
    expect(withNames({ CLUSTER_REGION: 'eu-central-1' }, { '/c': profile }).masked(region)).toEqual(region)
    expect(withNames({ REGION_KEY: 'eu-central-1' }, { '/c': profile }).masked(region)).toEqual(region)
  })

  it('where a longer one ends or begins with the value of another', () => {
    const kept = withNames({ HOSTNAME: 'vault-prod', PWD: '/opt/vault', DB_PASSWORD: 'vault-prod' })
    const answer = { value: 'alias/vault-prod', file: '/opt/vault/aws.conf', error: 'open /opt/vault/aws.conf: denied' }
    expect(kept.masked(answer)).toEqual(answer)
  })

  it('where it is a seal’s own in a configuration that came along', () => {
    const config = 'seal "awskms" {\n  kms_key_id = "alias/vault-prod"\n  secret_key = "correct horse"\n}\n'
    const kept = new KeptBack(new SecretValues(new Map([['KMS_KEY', 'alias/vault-prod']]), new Map(), config))
    expect(kept.masked({ value: 'alias/vault-prod', error: 'x correct horse y' })).toEqual({
      value: 'alias/vault-prod',
      error: 'x •••••••• y',
    })
  })

  it('where it is a word of every day in an error', () => {
    const error = { error: 'access disabled to EC2 IMDS via client option, no such file or directory' }
    expect(withNames({ TRACING: 'disabled', OTHER: 'directory' }).masked(error)).toEqual(error)
  })
})

describe('a value without the form of its name', () => {
  it('is taken for a secret where a server reads the name, and in errors only where it does not', () => {
    const answer = { value: 'hunter2=hunter2', error: 'invalid value hunter2=hunter2' }
    expect(withNames({ AWS_PROFILE: 'hunter2=hunter2' }).masked(answer)).toEqual({
      value: '••••••••',
      error: 'invalid value ••••••••',
    })
    expect(withNames({ OTHER: 'hunter2=hunter2' }).masked(answer)).toEqual({
      ...answer,
      error: 'invalid value ••••••••',
    })
  })

  it('is a secret key that begins as a path', () => {
    const key = '/JalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY1'
    const kept = withNames({}, { '/c': `[default]\nca_bundle = ${key}\n` })
    expect(kept.masked({ error: `open ${key}: denied` })).toEqual({ error: 'open ••••••••: denied' })
  })
})

it.each([`AKIAIOSFODNN7EXAMPLE:${secret}`, `prod,${secret}`, `/${secret}`, secret.slice(0, -1)])(
  'takes a key for a secret where others are public: %s',
  (value) => {
    const answer = { settings: [{ name: 'profile', value }], error: `bad: x${value}x` }
    for (const kept of [
      withNames({ AWS_PROFILE: value }),
      withNames({ FOO: value }),
      withNames({}, { '/c': `[default]\nrole_session_name = ${value}\n` }),
    ])
      expect(JSON.stringify(kept.masked(answer))).not.toContain(value)
  },
)

it('takes a user with a password for a secret where an address belongs', () => {
  const kept = withNames({ AWS_ENDPOINT_URL: 'user:hunter2' }, { '/c': '[default]\nendpoint_url = name:hunter2\n' })
  expect(kept.masked({ value: 'user:hunter2', endpoint: 'name:hunter2' })).toEqual({
    value: '••••••••',
    endpoint: '••••••••',
  })
})

describe('parts of an address', () => {
  const dialled = (text: string) => `Get "http://${text}/latest": dial tcp ${text}:80: connect: connection refused`

  it.each([
    ['a password', 'http://svc:Sup3rS3cretPw@imds.corp/', 'svc:Sup3rS3cretPw@imds.corp', 'Sup3rS3cretPw'],
    ['a short password', 'http://svc:pw12@imds.corp/', 'svc:pw12@imds.corp', 'pw12'],
    ['a token for a user', 'http://t0kent0ken@imds.corp/', 't0kent0ken@imds.corp', 't0kent0ken'],
    ['an encoded password', 'http://svc:S%40cretS%40cret@imds.corp/', 'svc:S@cretS@cret@imds.corp', 'S@cretS@cret'],
    ['a query', 'http://imds.corp/?token=abcdefgh&x=1', 'imds.corp/?token=abcdefgh', 'abcdefgh'],
    ['a fragment', 'http://imds.corp/#abcdefgh', 'imds.corp/#abcdefgh', 'abcdefgh'],
  ])('%s is spelt out nowhere', (_, address, quoted, part) => {
    for (const kept of [
      withNames({ AWS_EC2_METADATA_SERVICE_ENDPOINT: address }),
      withNames({}, { '/c': `[default]\nec2_metadata_service_endpoint = ${address}\n` }),
    ]) {
      const answer = { error: dialled(quoted), settings: [{ name: 'endpoint', value: address }] }
      expect(JSON.stringify(kept.masked(answer))).not.toContain(part)
    }
  })

  it('without a secret stand as they are', () => {
    const address = 'http://imds.corp:8080'
    const answer = { error: dialled('imds.corp:8080'), value: address }
    expect(withNames({ AWS_EC2_METADATA_SERVICE_ENDPOINT: address, IMDS: address }).masked(answer)).toEqual(answer)
  })
})

describe('an access key id', () => {
  const id = 'JBSWY3DPEHPK3PXP'
  const answer = { accessKeyId: id, settings: [{ name: 'access_key', origin: { kind: 'stanza' }, value: id }] }

  it('is one where it stood under a name for one, and else may be anything', () => {
    expect(JSON.stringify(withNames({ MFA_SECRET: id }, { '/x': id }).masked(answer))).not.toContain(id)
    expect(JSON.stringify(withNames({}, { '/x': `seed = ${id}\n` }).masked(answer))).not.toContain(id)
    for (const kept of [
      withNames({ AWS_ACCESS_KEY_ID: id }),
      withNames({}, { '/c': `aws_access_key_id = ${id}\n` }),
      new KeptBack(new SecretValues(new Map(), new Map(), `access_key = "${id}"`)),
    ])
      expect(kept.masked(answer)).toEqual(answer)
  })

  it('is one where the question itself has it as one, or AWS made it', () => {
    const asked = { text: '', ids: new Set([id]), isOrigin: () => false }
    expect(new KeptBack(new SecretValues(new Map(), new Map()), asked).masked(answer)).toEqual(answer)
    const made = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }
    expect(withNames({ OTHER: 'AKIAIOSFODNN7EXAMPLE' }).masked(made)).toEqual(made)
  })
})

describe('what the question itself says', () => {
  const secrets = new SecretValues(new Map([['AWS_REGION', 'hunter2hunter=']]), new Map())
  const kept = new KeptBack(secrets, {
    text: '# hunter2hunter=',
    ids: new Set(),
    isOrigin: (origin) => origin.kind === 'stanza',
  })
  const region = (kind: string) => ({ settings: [{ name: 'region', origin: { kind }, value: 'hunter2hunter=' }] })

  it('is no guess at what a value of the server is', () => {
    expect(JSON.stringify(kept.masked(region('environment')))).not.toContain('hunter2')
    const candidates = [{ origin: { kind: 'environment' }, value: 'hunter2hunter=' }]
    const random = { settings: [{ name: 'region', origin: { kind: 'ambiguous', candidates }, overridden: candidates }] }
    expect(JSON.stringify(kept.masked(random))).not.toContain('hunter2')
  })

  it('stands as it is in its own places, whatever is loaded', () => {
    expect(kept.masked(region('stanza'))).toEqual(region('stanza'))
  })
})

it('leaves whole what is a part of something shown, and a key reference however dense', () => {
  const id = 'mrk-1234abcd12ab34cd56ef1234567890ab'
  const dense = 'alias/aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1'
  const kept = withNames({ VAULT_AWSKMS_SEAL_KEY_ID: id, MRK: id.slice(4), AWSKMS_WRAPPER_KEY_ID: dense })
  const answer = { settings: [{ name: 'kms_key_id', value: id }], kmsKeyId: dense }
  expect(kept.masked(answer)).toEqual(answer)
  const carried = new KeptBack(new SecretValues(new Map(), new Map(), `kms_key_id = "${dense}"`))
  expect(carried.masked(answer)).toEqual(answer)
})

it.each(['://a', '://a:b@', '://a?b', '?a://'])('looks through a great many beginnings of addresses: %s', (part) => {
  const text = part.repeat(150_000)
  const kept = new KeptBack(new SecretValues(new Map([['N', text]]), new Map()))
  expect(kept.masked({ error: `no ${text}` }).error).not.toContain(text)
})

it('looks through an entry with a great many blanks', () => {
  const text = `aws_secret_access_key = a${' '.repeat(400_000)}b`
  expect(withNames({}, { '/c': text }).masked({ error: 'x' })).toEqual({ error: 'x' })
})
