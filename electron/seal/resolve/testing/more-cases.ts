/** Configurations that the laboratory did not run, for what its cases leave out. */
import type { ResolveInput } from '../resolve.ts'

type Case = Omit<ResolveInput, 'engine'>

const seal = (...lines: string[]) => `seal "awskms" {\n  ${['kms_key_id = "k"', ...lines].join('\n  ')}\n}\n`
const home = { HOME: '/h' }

export const moreCases: readonly Case[] = [
  {
    config: seal('region = "us-east-1"'),
    environment: { ...home, AWS_ACCESS_KEY: 'AKALIAS', AWS_SECRET_KEY: 's' },
    files: {},
  },
  {
    config: seal('region = "us-east-1"'),
    environment: home,
    files: { '/h/.aws/credentials': '[default]\n= broken\n' },
  },
  {
    config: seal('region = "us-east-1"', 'role_arn = "short"', 'web_identity_token_file = "/t"'),
    environment: home,
    files: { '/t': 'token' },
  },
  {
    config: `seals "awskms" {}\n${seal('region = "us-east-1"')}`,
    environment: { ...home, AWS_EC2_METADATA_DISABLED: '1' },
    files: {},
  },
  {
    config: seal('region = "us-east-1"', 'endpoint = "https://kms.eu-west-1.amazonaws.com"').replace(
      '"k"',
      '"arn:aws:kms:eu-west-1:111122223333:key/k"',
    ),
    environment: home,
    files: {},
  },
  {
    config: seal('region = "us-east-1"'),
    environment: home,
    files: { '/h/.aws/config': '[default]\nendpoint_url = https://kms.test\n' },
  },
  {
    config: seal('region = "us-east-1"', 'disabled = true'),
    environment: { ...home, VAULT_SEAL_TYPE: 'awskms' },
    files: {},
  },
]
