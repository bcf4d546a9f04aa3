import { expect, it } from 'vitest'
import { endpointSchema } from './endpoint.ts'
import { checkSubjectSchema } from './saved-seal.ts'
import { looseSealParametersSchema, sealParametersSchema } from './seal-parameters.ts'

const places = {
  'a saved stanza': (endpoint: string) => sealParametersSchema.safeParse({ endpoint }).success,
  'an exported stanza': (endpoint: string) => looseSealParametersSchema.safeParse({ endpoint }).success,
  'the subject of a check': (endpoint: string) =>
    checkSubjectSchema.safeParse({ connection: { kind: 'sandbox' }, kmsKeyId: 'k', endpoint }).success,
}

it.each([
  'https://user:word@kms.example',
  'http://user@127.0.0.1:1',
  'HTTPS://u:p@h/path',
  ' https://u:p@h',
  '\thttps://u:p@h',
  'https:u:p@h',
  'https:/u:p@h',
  'https:\\\\u:p@h',
  'https:///u:p@h',
  'ht\ntps://u:p@h',
  '//u:p@h',
  'u:p@h:80',
  'u@h',
  '@h',
  '\u00a0https://u:p@h',
  '1https://u:p@h',
  'https:// u:p@h',
  'https://u:p\\x@h',
])('refuses the endpoint %j, which carries credentials, wherever one stands', (endpoint) => {
  expect(Object.entries(places).filter(([, accepts]) => accepts(endpoint))).toEqual([])
})

it.each([
  'https://kms.eu-west-1.amazonaws.com',
  'http://127.0.0.1:4599',
  'kms.local',
  'kms.local:80',
  'kms.local:80/a@b',
  'https://h/a@b',
  'https://h?a@b',
  'https://h#a@b',
  '[::1]:4599',
])('takes the endpoint %j, wherever one stands', (endpoint) => {
  expect(Object.entries(places).filter(([, accepts]) => !accepts(endpoint))).toEqual([])
})

it('names the broken rule', () => {
  expect(endpointSchema.safeParse('u@h').error?.issues).toMatchObject([{ code: 'invalid_format', format: 'endpoint' }])
})
