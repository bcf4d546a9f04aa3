import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from '../fixtures/electron-app.ts'
import { opensApp } from './j1-steps.ts'

test('switches between the sandbox and a profile, remembers it, and never mixes their data', async ({
  launch,
  folders,
}) => {
  const first = await launch()
  await writeProfiles(folders.home, await sandboxEnvironment(first))
  await switchTo(first.page, 'neighbour')
  await expect(first.page.getByRole('button', { name: /Profile.*neighbour.*switch identity/ })).toBeVisible()
  await expect(first.page.getByRole('status', { name: 'Identity' })).toContainText('eu-west-1')

  await first.page.keyboard.press('Control+2')
  const keys = first.page.getByRole('table', { name: 'Keys' })
  await expect(keys).toBeVisible()
  await expect(keys.getByText('alias/vault-unseal')).toHaveCount(0)

  await first.page.keyboard.press('Control+6')
  const network = first.page.getByRole('heading', { name: 'Network' })
  await network.scrollIntoViewIfNeeded()
  await expect(first.page.getByText(/directly, configured endpoint/).first()).toBeVisible()
  await first.page.keyboard.press('Control+2')

  await switchTo(first.page, 'sandbox')
  await expect(keys.getByRole('row', { name: /alias\/vault-unseal/ })).toBeVisible()
  await switchTo(first.page, 'neighbour')
  await expect(keys.getByText('alias/vault-unseal')).toHaveCount(0)
  await first.close()

  const { page } = await launch()
  await expect(page.getByRole('button', { name: /Profile.*neighbour.*switch identity/ })).toBeVisible()
})

test('stays with its identity when the other cannot prove itself, and says why', async ({ launch, folders }) => {
  const { page, app } = await launch()
  await writeProfiles(folders.home, await sandboxEnvironment({ page, app }))
  await page.keyboard.press('Control+p')
  await page.getByRole('combobox', { name: 'Filter identities' }).fill('rejected')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /Sandbox.*switch identity/ })).toBeVisible()
})

interface Environment {
  endpoint: string
  accessKeyId: string
  secretAccessKey: string
}

/** The sandbox's own environment block, as Settings copies it for a server. */
async function sandboxEnvironment({ page, app }: { page: Page; app: ElectronApplication }): Promise<Environment> {
  await opensApp(page)
  await page.keyboard.press('Control+6')
  await page
    .getByRole('button', { name: /Copy environment/i })
    .first()
    .click()
  const read = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(read).toContain('AWS_SECRET_ACCESS_KEY')
  const text = await read()
  const value = (name: RegExp) => name.exec(text)?.[1] ?? ''
  return {
    endpoint: value(/(http:\/\/127\.0\.0\.1:\d+)/),
    accessKeyId: value(/AWS_ACCESS_KEY_ID=["']?([A-Z0-9]+)/),
    secretAccessKey: value(/AWS_SECRET_ACCESS_KEY=["']?([^\s"']+)/),
  }
}

/** Two profiles whose KMS and STS are the sandbox: one with its keys in another region, one with a wrong secret. */
async function writeProfiles(home: string, { endpoint, accessKeyId, secretAccessKey }: Environment): Promise<void> {
  const profile = (name: string, secret: string) =>
    [
      `[profile ${name}]`,
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secret}`,
      'region = eu-west-1',
      `endpoint_url = ${endpoint}`,
      '',
    ].join('\n')
  await mkdir(join(home, '.aws'), { recursive: true })
  const text = `${profile('neighbour', secretAccessKey)}${profile('rejected', 'a-secret-that-is-not-the-one')}`
  await writeFile(join(home, '.aws', 'config'), text)
}

async function switchTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+p')
  await page.getByRole('combobox', { name: 'Filter identities' }).fill(name)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Switch identity' })).toBeHidden()
}
