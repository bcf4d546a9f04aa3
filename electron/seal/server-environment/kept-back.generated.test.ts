import { describe, expect, it } from 'vitest'
import { effectiveConfigurationSchema } from '../../../shared/domain/effective-configuration.ts'
import { resolvePrincipal } from '../resolve/principal.ts'
import { toldOf } from '../resolve/principal-told.ts'
import { type ResolveInput, resolveConfiguration } from '../resolve/resolve.ts'
import { generatedInput, canary as planted } from '../resolve/testing/generated.ts'
import { KeptBack } from './kept-back.ts'
import { SecretValues } from './secret-values.ts'

const count = 8_000
const canaries = {
  environment: 'CANARYenv0wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAM',
  file: 'CANARYfil0wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAM',
  stanza: 'CANARYsta0wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAM',
}
/** Where a configuration may look for what is no access key id, and names under which secrets do not belong. */
const references = [
  'env://SECRET',
  'env://AWS_SECRET_ACCESS_KEY',
  'file:///s',
  'file:///t',
  'file:///h/.aws/credentials',
]
const wrongNames = [
  'AWS_REGION',
  'AWS_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_ROLE_ARN',
  'AWS_RETRY_MODE',
  'AWS_MAX_ATTEMPTS',
  'AWS_S3_USE_ARN_REGION',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
  'AWS_KMS_ENDPOINT',
  'AWS_ENDPOINT_URL_KMS',
  'VAULT_SEAL_TYPE',
  'VAULT_AWSKMS_SEAL_KEY_ID',
]
const forms = [
  (secret: string) => secret,
  (secret: string) => `http://svc:${secret.replaceAll('/', '')}@imds.corp/`,
  (secret: string) => `https://kms.corp/?token=${secret}`,
]

/** A question of this number about a loaded server, with a secret of its own in every place. */
function question(seed: number): ResolveInput {
  const { config, environment, files, ...rest } = generatedInput(seed)
  const replaced = (text: string, by: string) => text.replaceAll(planted, by)
  const pick = <T>(values: readonly T[], salt: number): T => values[(seed * 7 + salt) % values.length] as T
  const wrong = seed % 3 === 0 ? { [pick(wrongNames, seed >> 4)]: pick(forms, seed >> 6)(canaries.environment) } : {}
  return {
    ...rest,
    config: replaced(config, canaries.stanza).replace('"AKSTANZA"', () => `"${pick(references, 0)}"`),
    environment: {
      ...Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value === null ? null : replaced(value, canaries.environment),
        ]),
      ),
      ...wrong,
    },
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, replaced(text, canaries.file)])),
  }
}

const entriesOf = (values: Readonly<Record<string, string | null>>) =>
  new Map(
    Object.entries(values).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
  )

/** The answers as they leave: to a question that says nothing but its references, about what main alone holds. */
function answers(input: ResolveInput, more: Record<string, string> = {}) {
  const environment = entriesOf({ ...input.environment, ...more })
  const kept = new KeptBack(new SecretValues(environment, entriesOf(input.files), input.config))
  return {
    resolution: kept.masked(resolveConfiguration(input, 0)),
    principal: toldOf(resolvePrincipal(input, 0), () => false),
  }
}

describe('answers to a great many questions about loaded servers', () => {
  it('spell out no secret of environment, files or configuration', { timeout: 120_000 }, () => {
    const leaks: number[] = []
    let masks = 0
    for (let seed = 0; seed < count; seed++) {
      const told = JSON.stringify(answers(question(seed)))
      if (told.includes('CANARY')) leaks.push(seed)
      if (told.includes('••')) masks += 1
    }
    expect(leaks).toEqual([])
    expect(masks).toBeGreaterThan(count / 20)
  })

  it('keep the shape of the contract and all that is public, whatever other names hold', { timeout: 120_000 }, () => {
    const words = [
      'disabled',
      'container',
      'instance',
      'web-identity',
      'outranked',
      'access_key',
      'us-east-1',
      '/h/.aws',
    ]
    const others = Object.fromEntries(
      words.flatMap((word, at) => [
        [`W${at}`, word],
        [`W${at}_TOKEN`, word],
      ]),
    )
    for (let seed = 0; seed < count; seed += 20) {
      const input = generatedInput(seed)
      const { resolution } = answers(input, others)
      expect(effectiveConfigurationSchema.safeParse(resolution).error).toBeUndefined()
      const shape = resolution.seals.map(({ settings, credential }) => [
        settings.map(({ rule }) => rule),
        credential.trace,
      ])
      const plain = resolveConfiguration(input, 0).seals
      expect(shape).toEqual(
        plain.map(({ settings, credential }) => [settings.map(({ rule }) => rule), credential.trace]),
      )
    }
  })
})
