import { describe, expect, it } from 'vitest'
import { KeptBack } from './kept-back.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const environment = new Map([
  ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
  ['AWS_SECRET_ACCESS_KEY', secret],
  ['AWS_REGION', 'eu-west-1'],
  ['PIN', '1234'],
])
const files = new Map([
  [
    '/c',
    `[default]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\n`,
  ],
  ['/token', 'eyJ.token.text\n'],
])
const kept = new KeptBack(environment, files)

describe('an answer about a loaded server', () => {
  it.each([secret, 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY', 'eyJ.token.text'])(
    'spells out no secret: %s',
    (text) => {
      const answer = { error: `bad: ${text}.`, seals: [{ credential: { accessKeyId: text } }], problems: [[text]] }
      expect(JSON.stringify(kept.masked(answer))).not.toContain(text)
    },
  )

  it('leaves everything public as it is', () => {
    const answer = { region: 'eu-west-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', line: 3, ok: true, none: null }
    expect(kept.masked(answer)).toEqual(answer)
  })

  it.each(['[db]\npassword = "a b c d e f"', 'aws_security_token = abcdefgh', '[1],\nx: abcdefgh'])(
    'spells out nothing of a file that is no AWS file: %j',
    (text) => {
      const other = new KeptBack(new Map(), new Map([['/f', text]]))
      expect(other.masked({ accessKeyId: text })).toEqual({ accessKeyId: '••••••••' })
    },
  )

  it('hides a secret that stands under the name of the id', () => {
    const swapped = new KeptBack(new Map(), new Map([['/c', `[default]\naws_access_key_id = ${secret}\n`]]))
    const setting = { name: 'access_key', origin: { kind: 'profile' }, value: secret, overridden: [] }
    expect(JSON.stringify(swapped.masked({ credential: { accessKeyId: secret }, settings: [setting] }))).not.toContain(
      secret,
    )
  })

  it('tells nobody whether a guess was right', () => {
    expect(kept.masked({ accessKeyId: '1234' })).toEqual(kept.masked({ accessKeyId: '1235' }))
  })

  it('hides a short value where it stands for an access key, and nowhere by chance', () => {
    const setting = { name: 'access_key', origin: {}, value: '1234', overridden: [{ value: '1234' }] }
    expect(JSON.stringify(kept.masked(setting))).not.toContain('1234')
    expect(kept.masked({ accessKeyId: '1234' })).toEqual({ accessKeyId: '••••••••' })
    expect(kept.masked({ name: 'region', value: 'x-12345' })).toEqual({ name: 'region', value: 'x-12345' })
  })
})

it('looks through an entry with a great many blanks', () => {
  const text = `aws_secret_access_key = a${' '.repeat(400_000)}b`
  expect(new KeptBack(new Map(), new Map([['/c', text]])).masked('x')).toBe('x')
})
