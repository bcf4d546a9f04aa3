import { describe, expect, it } from 'vitest'
import { isSessionToken, isWebIdentityToken } from './key-forms.ts'

const binary = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 37) % 256)).toString('base64')

describe('a session token', () => {
  it.each([
    // As STS documents them, with and without the padding.
    'AQoEXAMPLEH4aoAH0gNCAPyJxz4BlCFFxWNE1OPTgk5TthT+FvwqnKwRcOIfrRh3c/LTo6UDdyJwOOvEVPvLXCrrrUtdnniCEXAMPLE/IvU1dYUg2RVAJBanLiHb4IgRmpRV3zrkuWJOgQs8IZZaIv2BXIa2R4OlgkBN9bkUDNCJiBeb/AXlzBBko7b15fjrBs2+cTQtpZ3CYWFXG8C5zqx37wnOE49mRl/+OtkIKGO7fAE',
    `IQoJb3JpZ2luX2Vj${binary(300)}`,
    binary(301),
  ])('is long base64: %s', (text) => expect(isSessionToken(text)).toBe(true))

  it.each([
    ['a password', 'my database password'],
    ['a secret access key', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    ['a long text', 'correct horse battery staple '.repeat(10)],
    ['a private key in base64', Buffer.from(`-----BEGIN PRIVATE KEY-----\n${binary(200)}\n`).toString('base64')],
    ['a token with a line end', `${binary(300)}\n`],
    ['a token of Vault', `hvs.${'CAESIJ'.repeat(20)}`],
    ['nothing', ''],
  ])('is not %s', (_, text) => expect(isSessionToken(text)).toBe(false))
})

it('a web identity token has three parts', () => {
  expect(isWebIdentityToken('eyJhbGciOiJub25lIn0.e30.')).toBe(true)
  expect(isWebIdentityToken('my database password')).toBe(false)
})
