import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '../fixtures/electron-app.ts'
import { checksAgain, opensApp, playJ1 } from './j1-steps.ts'

test('a stopped sandbox is named by the check, and started again from where it was missed', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  await page.keyboard.press('Control+6')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible()

  await checksAgain(page)
  await expect(page.getByText('This identity cannot use the key as a seal key')).toBeVisible()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('Sandbox is not running')
  await alert.getByRole('button', { name: 'Start the sandbox' }).click()
  await expect(page.getByText('This identity can use the key as a seal key')).toBeVisible()
  await expect(alert).toHaveCount(0)
})

test('the keys are listed as soon as the sandbox that was missed is started', async ({ page }) => {
  await opensApp(page)
  await page.keyboard.press('Control+6')
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible()
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: 'Start the sandbox' }).click()
  await expect(page.getByRole('row', { name: /alias\/vault-unseal/ })).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('a damaged seals file is kept aside whole, and the app goes on with a new list', async ({ launch, folders }) => {
  const damaged = '{"seals":[{"id":"s1"'
  await writeFile(join(folders.userData, 'seals.json'), damaged)
  const { page } = await launch()
  await opensApp(page)
  const notice = page.getByRole('status').filter({ hasText: 'A damaged seals file was kept aside' })
  const path = await notice.getByRole('listitem').innerText()
  expect(path).toContain(folders.userData)
  expect(await readFile(path, 'utf8')).toBe(damaged)
})

test('an export that cannot be written says so and can be tried again elsewhere', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    },
    join(folders.temporary, 'seal.hcl', 'is-a-file.hcl'),
  )
  await page.getByRole('button', { name: 'Save file' }).click()
  await expect(page.getByRole('alert')).toContainText('is-a-file.hcl')
  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
  })
  await page.getByRole('button', { name: 'Save file' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})
