import { expect, it } from 'vitest'
import { blobsProcedures } from './blobs.ts'

const { input } = blobsProcedures['bench.encrypt']
const faults = (plaintext: string) =>
  input.safeParse({ connection: { kind: 'sandbox' }, kmsKeyId: 'k', plaintext }).error?.issues

it('takes a text that UTF-8 carries, and names the one that it does not', () => {
  expect(['', 'héllo 😀', '\0', '\ufffd'].map(faults)).toEqual([undefined, undefined, undefined, undefined])
  for (const half of ['\ud800x', 'x\udc00', '\ude00\ud83d'])
    expect(faults(half)).toMatchObject([{ path: ['plaintext'] }])
})
