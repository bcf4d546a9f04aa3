import { expect, test } from '../fixtures/electron-app.ts'
import { playJ1 } from './j1-steps.ts'

test('encrypts a text as the server does, explains every field and decrypts it back', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  await page.getByRole('tab', { name: 'Test bench' }).click()
  await page.getByRole('textbox', { name: /^Text/ }).fill('a root key, say: ü')
  await page.getByRole('button', { name: 'Encrypt' }).click()
  const blob = page.getByRole('textbox', { name: /^Blob/ })
  await expect(blob).toHaveValue(/^[A-Za-z0-9+/]+=*$/)
  const bytes = Buffer.from(await blob.inputValue(), 'base64')
  expect(bytes[0]).toBe(0x0a)

  const fields = page.getByRole('table', { name: 'Fields' })
  await expect(fields.getByRole('row', { name: /key_id/ })).toContainText('arn:aws:kms:')
  await expect(fields.getByRole('row', { name: /wrapped_key/ })).toContainText('only KMS opens it')
  await expect(fields.getByRole('row', { name: /mechanism/ })).toContainText('1 is envelope')

  await page.getByRole('button', { name: 'Decrypt' }).click()
  const opened = page.getByRole('status', { name: 'Decrypted' })
  await expect(opened).toContainText('a root key, say: ü')
  await expect(opened).toContainText(/Key material id.*[0-9a-f]{16}/)

  bytes[4] = (bytes[4] ?? 0) ^ 1
  await blob.fill(bytes.toString('base64'))
  await expect(opened).toHaveCount(0)
  await page.getByRole('button', { name: 'Decrypt' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
})

test('keeps the text of a blob that was made in another run to itself', async ({ launch, folders }) => {
  const first = await launch()
  await playJ1({ ...first, folder: folders.temporary })
  await first.page.getByRole('tab', { name: 'Test bench' }).click()
  await first.page.getByRole('textbox', { name: /^Text/ }).fill('made before')
  await first.page.getByRole('button', { name: 'Encrypt' }).click()
  const blob = first.page.getByRole('textbox', { name: /^Blob/ })
  await expect(blob).not.toHaveValue('')
  const made = await blob.inputValue()
  await first.close()

  const { page } = await launch()
  await page.getByRole('link', { name: 'Seals' }).first().click()
  await page
    .getByRole('row', { name: /First seal/ })
    .getByRole('link')
    .click()
  await page.getByRole('tab', { name: 'Test bench' }).click()
  await page.getByRole('textbox', { name: /^Blob/ }).fill(made)
  await page.getByRole('button', { name: 'Decrypt' }).click()
  await expect(page.getByText('Verified: 11 bytes, not shown')).toBeVisible()
  await expect(page.getByText('made before')).toHaveCount(0)
})
