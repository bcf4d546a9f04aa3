import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../fixtures/electron-app.ts'
import { opensApp, playJ1 } from '../journeys/j1-steps.ts'

const folder = join(import.meta.dirname, '../../docs/screenshots')

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme })
    test('the guide', async ({ app, page, folders }) => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
      const picture = (name: string) =>
        page.screenshot({ path: join(folder, `${name}-${scheme}.png`), animations: 'disabled' })
      await opensApp(page)
      await picture('first-run')
      await playJ1({ app, page, folder: folders.temporary })
      await picture('export')
      await tab(page, 'Configure')
      await picture('configure')
      await asksForEffectiveSettings(app, page)
      await picture('effective-settings')
      await tab(page, 'Check')
      await picture('check')
      await usesBench(page)
      await picture('test-bench')
      await opensFile(app, page, folders.home)
      await picture('editor')
      await page.keyboard.press('ControlOrMeta+2')
      await browsesKeys(page)
      await picture('keys')
      await page.keyboard.press('ControlOrMeta+6')
      await expect(page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/).first()).toBeVisible()
      await picture('settings')
      await unfoldsRequests(page)
      await picture('sandbox-requests')
      await page.keyboard.press('ControlOrMeta+P')
      await expect(page.getByRole('combobox')).toBeFocused()
      await picture('switcher')
    })
  })
}

async function unfoldsRequests(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'A server on this machine', exact: true }).click()
  const fold = page.getByRole('button', { name: 'Requests', exact: true })
  await fold.click()
  const grid = page.getByRole('grid', { name: 'Requests' })
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await fold.evaluate((element) => element.scrollIntoView({ block: 'start' }))
}

const tab = (page: Page, name: string) => page.getByRole('tab', { name }).click()

/** The seal on two servers, in an environment that was pasted. */
async function asksForEffectiveSettings(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ clipboard }) =>
    clipboard.writeText(
      'AWS_REGION=eu-west-1\nAWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    ),
  )
  await tab(page, 'Effective settings')
  await page.getByRole('button', { name: 'Paste environment' }).click()
  await page.getByRole('button', { name: 'Compare with another server' }).click()
  const opener = page.getByRole('table', { name: /^Settings/ }).getByRole('button', { name: 'region differs' })
  await opener.click()
  await expect(page.getByRole('list', { name: 'Candidates for region' })).toHaveCount(2)
  await opener.evaluate((element) => element.scrollIntoView({ block: 'center' }))
}

async function usesBench(page: Page): Promise<void> {
  await tab(page, 'Test bench')
  await page.getByRole('textbox', { name: 'Text' }).fill('hello vault')
  await page.getByRole('button', { name: 'Encrypt' }).click()
  await page.getByRole('button', { name: 'Decrypt' }).click()
  await expect(page.getByText('Key material id')).toBeVisible()
}

async function opensFile(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  const path = join(folder, 'vault.hcl')
  await writeFile(path, configuration)
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
  await page.keyboard.press('ControlOrMeta+O')
  await expect(page.getByText('regoin is read by nobody')).toBeVisible()
}

const configuration = `# The server of the payments team
ui           = true
cluster_addr = "https://10.0.4.17:8201"

storage "raft" {
  path    = "/var/lib/vault" // on the local disk
  node_id = "a"
}

seal "awskms" {
  kms_key_id = "alias/vault-unseal"
  regoin     = "eu-west-1"
}
`

async function browsesKeys(page: Page): Promise<void> {
  await page.getByRole('row', { name: /alias\/rotated/ }).click()
  await tab(page, 'Rotation')
  await expect(page.getByRole('columnheader', { name: 'Key material id' })).toBeVisible()
}
