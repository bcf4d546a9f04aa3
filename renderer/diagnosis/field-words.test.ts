import { describe, expect, it } from 'vitest'
import { catalog } from './catalog.ts'

describe('an input that cannot be used', () => {
  it('names fields as the forms do, and the limit that was broken', () => {
    const fields = [
      { path: 'plaintext', rule: 'too_big', limit: 65_536 },
      { path: 'kmsKeyId', rule: 'too_big', limit: 2048 },
      { path: 'parameters.endpoint', rule: 'invalid_format' },
      { path: 'parameters.session_token', rule: 'too_small', limit: 1 },
    ]
    const words = catalog['bad-request']
    expect(words.happened({ reason: 'clipboard-without-text' })).toBe(
      'It cannot be used: the clipboard holds no text. Nothing was sent.',
    )
    expect(words.title({ fields })).toBe('Input cannot be used: Text, Key, Endpoint, session_token')
    expect(words.happened({ fields })).toBe(
      'Text takes 65,536 letters at most. Key takes 2,048 letters at most. Endpoint carries a user or a password. session_token is empty. Nothing was sent.',
    )
  })
})
