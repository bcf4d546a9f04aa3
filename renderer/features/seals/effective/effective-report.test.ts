import { expect, it } from 'vitest'
import type { EffectiveConfiguration } from '../../../../shared/domain/effective-configuration.ts'
import { effectiveJson, effectiveReport } from './effective-report.ts'

const answer: EffectiveConfiguration = {
  seals: [
    {
      type: 'awskms',
      disabled: false,
      active: true,
      activation: 'only-enabled',
      line: 1,
      settings: [
        {
          name: 'region',
          origin: { kind: 'environment', name: 'AWS_REGION' },
          value: 'eu-west-1',
          overridden: [{ origin: { kind: 'stanza', key: 'region', line: 3 }, value: 'us-east-1' }],
          rule: 'merge',
        },
        { name: 'secret_key', origin: { kind: 'stanza', key: 'secret_key', line: 4 }, overridden: [], rule: 'stanza' },
      ],
      credential: { outcome: 'static', accessKeyId: 'AKIAEXAMPLE', sessionToken: false, trace: [] },
    },
  ],
  problems: [],
}
const servers = [
  { engine: { product: 'vault', version: '1.21.4' } as const, answer },
  { engine: { product: 'openbao', version: '2.7.2' } as const, answer: { seals: [], error: 'unknown', problems: [] } },
]

it('tells what every server uses, and what that won over', () => {
  expect(effectiveReport(servers, false)).toBe(
    [
      'Effective settings on HashiCorp Vault 1.21.4',
      '',
      'Seal awskms, line 1. Active: it is the only enabled seal.',
      '  region      eu-west-1  [AWS_REGION]',
      '              not us-east-1 [Stanza, line 3]',
      '  secret_key  (not shown)  [Stanza, line 4]',
      '  The server signs with the keys that are set for this seal, AKIAEXAMPLE.',
      '',
      'Effective settings on OpenBao 2.7.2',
      '',
      'The server would not start:',
      'unknown',
      '',
    ].join('\n'),
  )
})

it('says that nothing was known of the surroundings', () => {
  expect(effectiveReport(servers.slice(1), true)).toContain('OpenBao 2.7.2, with an empty environment\n')
})

it('names the server of each answer for programs', () => {
  expect(JSON.parse(effectiveJson(servers))).toEqual([
    { engine: { product: 'vault', version: '1.21.4' }, ...answer },
    { engine: { product: 'openbao', version: '2.7.2' }, seals: [], error: 'unknown', problems: [] },
  ])
})
