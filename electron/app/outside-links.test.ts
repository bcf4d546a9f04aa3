import { expect, test } from 'vitest'
import { mayOpenOutside } from './outside-links.ts'

test.each([
  'https://developer.hashicorp.com/vault/docs/configuration/seal/awskms',
  'https://openbao.org/docs/configuration/seal/awskms/#key-rotation',
  'https://docs.aws.amazon.com/kms/latest/developerguide/overview.html',
  'https://console.aws.amazon.com/kms/home',
  'https://eu-central-1.console.aws.amazon.com/kms/home?region=eu-central-1',
  'https://us-gov-west-1.console.amazonaws-us-gov.com/kms/home',
  'https://cn-north-1.console.amazonaws.cn/kms/home',
])('lets %s out', (address) => {
  expect(mayOpenOutside(address)).toBe(true)
})

test.each([
  ['another scheme', 'http://openbao.org/docs/'],
  ['a host that only starts like a listed one', 'https://openbao.org.example.com/'],
  ['a host that only ends like a listed one', 'https://notopenbao.org/'],
  ['a sub domain that is not listed', 'https://evil.openbao.org/'],
  ['a listed host as user name', 'https://openbao.org@example.com/'],
  ['a user name at a listed host', 'https://someone@openbao.org/'],
  ['another port', 'https://openbao.org:8443/'],
  ['a trailing dot', 'https://openbao.org./'],
  ['a console-like host', 'https://eu-central-1.console.aws.amazon.com.example.com/'],
  ['a host before the console', 'https://a.b-1.console.aws.amazon.com/'],
  ['a file', 'file:///etc/passwd'],
  ['a script', 'javascript:alert(1)'],
  ['a protocol of another program', 'ms-msdt:/id'],
  ['no address', 'openbao.org'],
  ['nothing', ''],
])('keeps %s inside', (_what, address) => {
  expect(mayOpenOutside(address)).toBe(false)
})
