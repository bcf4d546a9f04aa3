import { createCipheriv, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { unwrapAES } from './wrapping.ts'

const key = randomBytes(32)

/** OpenSSL's key wrap with padding, the other witness. */
function wrapped(plain: Buffer): Buffer {
  const cipher = createCipheriv('id-aes256-wrap-pad', key, Buffer.from('a65959a6', 'hex'))
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

test.each([1, 7, 8, 9, 16, 20, 32, 33, 2374])('opens what OpenSSL wrapped, of %i bytes', (size) => {
  const plain = randomBytes(size)
  expect(unwrapAES(key, wrapped(plain))?.equals(plain)).toBe(true)
})

test('opens nothing else', () => {
  const good = wrapped(randomBytes(32))
  for (let index = 0; index < good.length; index++) {
    const bad = Buffer.from(good)
    bad[index] = (bad[index] ?? 0) ^ 1
    expect(unwrapAES(key, bad)).toBeUndefined()
  }
  expect(unwrapAES(randomBytes(32), good)).toBeUndefined()
  for (const size of [0, 8, 15, 23]) expect(unwrapAES(key, good.subarray(0, size))).toBeUndefined()
})
