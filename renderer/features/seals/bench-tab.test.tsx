import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { DiagnosedError } from '../../../shared/diagnosis.ts'
import type { BlobView } from '../../../shared/domain/blob-view.ts'
import type { FakeHandlers } from '../../client/fake-client.ts'
import { SealScreen } from './seal-screen.tsx'
import { aSeal, renderScreen, sealStore } from './testing/render-screen.tsx'

afterEach(cleanup)

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/k1'
const view: BlobView = {
  layout: 'blob-info',
  length: 129,
  blobs: [
    {
      mechanism: 1,
      keyId: keyArn,
      iv: 'oKGio6SlpqeoqaqrAAAA',
      ciphertextLength: 19,
      wrappedKeyLength: 11,
      wrappedFlag: false,
      notes: [],
      fields: [
        { path: '1', name: 'ciphertext', offset: 2, length: 19 },
        { path: '2', name: 'iv', offset: 23, length: 12, value: 'a0a1a2a3a4a5a6a7a8a9aaab' },
        { path: '5', name: 'key_info', offset: 37, length: 92 },
        { path: '5.3', name: 'key_id', offset: 41, length: 75, value: keyArn },
      ],
    },
  ],
}
const bench: FakeHandlers = {
  'bench.encrypt': () => ({ blob: 'CgNmb28=', decoded: view }),
  'blob.decode': () => view,
  'bench.decrypt': ({ blob }) =>
    blob === 'CgNmb28='
      ? { plaintext: 'hello', keyArn, keyMaterialId: 'm1' }
      : { outcome: 'opened', plaintextLength: 32, keyArn },
}
const at = (id: string) => ({ path: `/seals/${id}/bench`, route: '/seals/:id/:tab?', screen: <SealScreen /> })
const start = (id: string, handlers: FakeHandlers = {}) =>
  renderScreen(at(id), { ...sealStore({ ...aSeal, id }).handlers, ...bench, ...handlers })

it('encrypts a text, explains each field of the blob and decrypts it back', async () => {
  const { user, client } = start('b1')
  await user.type(await screen.findByRole('textbox', { name: /Text/ }), 'hello')
  await user.click(screen.getByRole('button', { name: 'Encrypt' }))
  expect(await screen.findByDisplayValue('CgNmb28=')).toBeDefined()
  const fields = await screen.findByRole('table', { name: 'Fields' })
  expect(within(fields).getByRole('row', { name: /key_id/ }).textContent).toContain(keyArn)
  expect(within(fields).getByRole('row', { name: /ciphertext/ }).textContent).toContain('19 bytes, not shown')
  await user.click(screen.getByRole('button', { name: 'Decrypt' }))
  const opened = await screen.findByRole('status', { name: 'Decrypted' })
  expect(opened.textContent).toContain('hello')
  expect(within(opened).getByTitle('m1')).toBeDefined()
  const asked = client.calls.find((call) => call.name === 'bench.encrypt')?.input
  expect(asked).toMatchObject({ plaintext: 'hello', kmsKeyId: 'alias/vault-unseal', endpoint: 'http://127.0.0.1:4600' })
})

it('verifies a blob made elsewhere without its text, and forgets the verdict when the blob changes', async () => {
  const { user } = start('b2')
  const field = await screen.findByRole('textbox', { name: /Blob/ })
  await user.type(field, 'Zm9yZWlnbg==')
  await user.click(screen.getByRole('button', { name: 'Decrypt' }))
  expect(await screen.findByText('Verified: 32 bytes, not shown')).toBeDefined()
  await user.type(field, 'AAAA')
  await waitFor(() => expect(screen.queryByText('Verified: 32 bytes, not shown')).toBeNull())
})

it('tells a blob that is none', async () => {
  const malformed = () => {
    throw new DiagnosedError('blob-malformed', { offset: 3 })
  }
  const { user } = start('b3', { 'blob.decode': malformed, 'bench.decrypt': malformed })
  await user.type(await screen.findByRole('textbox', { name: /Blob/ }), 'xxx')
  expect(await screen.findAllByRole('alert')).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: 'Decrypt' }))
  await within(screen.getByRole('region', { name: 'Decrypt' })).findByRole('alert')
  expect(screen.getAllByRole('alert')).toHaveLength(1)
})

it('puts a failure away with the first letter that changes', async () => {
  const { user } = start('b4', {
    'bench.encrypt': () => {
      throw new DiagnosedError('key-disabled', { keyReference: 'alias/vault-unseal' })
    },
  })
  const text = await screen.findByRole('textbox', { name: /Text/ })
  await user.type(text, 'a')
  await user.click(screen.getByRole('button', { name: 'Encrypt' }))
  expect(await screen.findByRole('alert')).toBeDefined()
  await user.type(text, 'b')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('names the limit of a text that is too long, and encrypts it when it is shorter', async () => {
  const { user, client } = start('b5')
  const text = await screen.findByRole('textbox', { name: /Text/ })
  await user.click(text)
  await user.paste('x'.repeat(65_537))
  expect((await screen.findAllByText('At most 65536 letters. There are 65537.')).length).toBeGreaterThan(0)
  await user.click(screen.getByRole('button', { name: 'Encrypt' }))
  expect(client.calls.map(({ name }) => name)).not.toContain('bench.encrypt')
  await user.click(screen.getByRole('button', { name: 'Clear' }))
  await user.type(text, 'hello')
  await user.click(screen.getByRole('button', { name: 'Encrypt' }))
  expect(await screen.findByDisplayValue('CgNmb28=')).toBeDefined()
})

it('uses the whole of a blob of which it shows the beginning', async () => {
  const { user, client } = start('b6')
  const blob = 'A'.repeat(100_000)
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: /Blob/ })
  await user.click(field)
  await user.paste(blob)
  expect(await screen.findByText(/first 20000 of 100000 letters/)).toBeDefined()
  expect(field.value).toHaveLength(20_000)
  await user.click(screen.getByRole('button', { name: 'Decrypt' }))
  await screen.findByText('Verified: 32 bytes, not shown')
  expect(client.calls.find(({ name }) => name === 'bench.decrypt')?.input).toMatchObject({ blob })
})
