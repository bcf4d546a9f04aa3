import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/electron-app.ts'
import { opensApp, playJ1 } from './j1-steps.ts'

test('does an act once on a double click', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  await page.getByRole('button', { name: 'Rename' }).waitFor()
  await page.keyboard.press('Control+1')
  await page.getByRole('row', { name: /First seal/ }).click()
  await page.getByRole('button', { name: 'Duplicate' }).dblclick()
  await expect(page.getByRole('row', { name: /\(copy\)/ })).toBeVisible()

  await page.getByRole('button', { name: 'New seal' }).click()
  for (const step of ['Server', 'Identity']) {
    await expect(page.getByRole('heading', { level: 1, name: step })).toBeVisible()
    await page.getByRole('button', { name: 'Next', exact: true }).click()
  }
  await page.getByRole('textbox', { name: /Key reference/ }).fill('alias/rotated')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await page.getByRole('button', { name: 'Create' }).dblclick()
  await expect(page.getByText('This identity can use the key as a seal key')).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(page.getByText('3 seals')).toBeVisible()
  await expect(page.getByRole('row', { name: /rotated/ })).toHaveCount(1)
})

test('goes on with the keyboard where an act ended', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name of First seal' }).fill('Payments')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Rename' })).toBeFocused()

  await page.getByRole('tab', { name: 'Configure' }).click()
  await page.getByRole('textbox', { name: /kms_key_id/ }).fill('alias/rotated')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused()

  await page.keyboard.press('Control+1')
  await page.getByRole('row', { name: /Payments/ }).click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  const copy = page.getByRole('row', { name: /\(copy\)/ })
  await copy.focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('row', { name: /^Payments OpenBao/ })).toBeFocused()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(copy).toBeFocused()

  await page.keyboard.press('Control+2')
  const key = page.getByRole('radio', { name: 'alias/vault-unseal' })
  await key.check()
  await page.getByRole('button', { name: 'Close detail' }).click()
  await expect(key).toBeFocused()
})

test('keeps no version that is not finished', async ({ page }) => {
  await opensApp(page)
  await page.getByRole('button', { name: 'Try it on the sandbox' }).click()
  const version = page.getByRole('combobox', { name: 'Version' })
  await version.fill('2.5')
  await version.press('Escape')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Server' })).toBeVisible()
  await version.fill('2.5.2')
  await version.press('Escape')
  await page.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Identity' })).toBeVisible()
})

test('no value is too long for the frame', async ({ page }) => {
  await opensApp(page)
  const id = await savesLongSeal(page)
  await page.reload()
  for (const path of ['/seals', ...['configure', 'check', 'export', 'bench'].map((tab) => `/seals/${id}/${tab}`)]) {
    await page.evaluate((hash) => {
      location.hash = hash
    }, path)
    await expect(page.getByText(/^L{120}$/).first()).toBeAttached()
    expect(await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth), path).toBe(0)
  }
  await page.getByRole('tab', { name: 'Test bench' }).click()
  const blob = page.getByRole('textbox', { name: /^Blob/ })
  await blob.fill('A'.repeat(1_000_000))
  await expect(page.getByText(/first 20000 of 1000000 letters/)).toBeVisible({ timeout: 2_000 })
})

/** Saves a seal as long as seals get, past the forms. */
async function savesLongSeal(page: Page): Promise<string> {
  const reply = await page.evaluate(
    (request) => (window as unknown as { bridge: { invoke(r: unknown): Promise<unknown> } }).bridge.invoke(request),
    {
      callId: 'long',
      procedure: 'seals.save',
      input: {
        name: 'L'.repeat(120),
        engine: { product: 'openbao', version: '2.6.2' },
        connection: { kind: 'sandbox' },
        parameters: { kms_key_id: 'k'.repeat(2048), region: 'r'.repeat(128), role_arn: 'x'.repeat(4096) },
      },
    },
  )
  return (reply as { value: { id: string } }).value.id
}
