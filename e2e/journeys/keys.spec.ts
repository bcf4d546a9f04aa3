import { expect, test } from '../fixtures/electron-app.ts'
import { opensApp } from './j1-steps.ts'

test('lists the sandbox’s keys with state and fitness, and browses their detail with arrow keys', async ({ page }) => {
  await opensApp(page)
  await page.keyboard.press('Control+2')
  const keys = page.getByRole('table', { name: 'Keys' })
  const fit = keys.getByRole('row', { name: /alias\/vault-unseal/ })
  await expect(fit).toContainText(/Fit.*Enabled.*SYMMETRIC_DEFAULT/)
  await expect(keys.getByRole('row', { name: /PendingDeletion/ })).toContainText('Unfit')
  await expect(keys.getByRole('row', { name: /Disabled/ })).toContainText('Unfit')
  await expect(keys.getByRole('row', { name: /RSA_/ })).toContainText('Unfit')

  await fit.getByRole('radio').check()
  const detail = page.getByRole('region', { name: 'Key alias/vault-unseal' })
  await expect(detail.getByText('ENCRYPT_DECRYPT')).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(detail).toHaveCount(0)
  await expect(page.getByRole('region', { name: /^Key / })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Filter keys' }).fill('vault-unseal')
  await expect(keys.getByRole('row')).toHaveCount(2)
})

test('shows the rotations of a key as a table and to scale', async ({ page }) => {
  await opensApp(page)
  await page.keyboard.press('Control+2')
  await page
    .getByRole('row', { name: /alias\/rotated/ })
    .getByRole('radio')
    .check()
  const detail = page.getByRole('region', { name: 'Key alias/rotated' })
  await detail.getByRole('tab', { name: 'Aliases' }).click()
  await expect(detail.getByRole('table', { name: 'Aliases' })).toContainText('alias/rotated')
  await detail.getByRole('tab', { name: 'Rotation' }).click()
  await expect(detail).toContainText('never re-wraps')
  await expect(detail.getByRole('table', { name: 'Key materials' }).getByRole('row')).toHaveCount(5)
  const timeline = detail.getByRole('region', { name: 'Rotation timeline' })
  const created = timeline.getByRole('button', { name: /^Created · \d{4}-\d\d-\d\d \d\d:\d\d UTC/ })
  await created.focus()
  await page.keyboard.press('ArrowRight')
  await expect(timeline.getByRole('button', { name: /rotation/i }).first()).toBeFocused()
})

test('keeps the selected key in sight above its detail in a small window', async ({ app, page }) => {
  await opensApp(page)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(800, 600))
  await page.keyboard.press('Control+2')
  const row = page.getByRole('row', { name: /alias\/vault-unseal/ })
  await row.getByRole('radio').check()
  const detail = page.getByRole('region', { name: 'Key alias/vault-unseal' })
  await expect(detail.getByText('ENCRYPT_DECRYPT')).toBeAttached()
  await expect
    .poll(async () => {
      const [above, below] = await Promise.all([row.boundingBox(), detail.boundingBox()])
      return above && below ? above.y + above.height <= below.y : false
    })
    .toBe(true)
})
