import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ElectronApplication, expect, type Page, test } from '@playwright/test'

/** What the journey leaves behind, by what it is: paths of files. */
export interface Made {
  hcl: string
  report: string
  [what: string]: string
}

/**
 * The first journey, as a user without AWS goes it: from the empty app to a seal that is proved on the sandbox and written
 * as HCL. Each step stands under its own name, so that a terminal can follow.
 */
export async function playJ1(stage: { app: ElectronApplication; page: Page; folder: string }): Promise<Made> {
  const { page } = stage
  await test.step('The app opens on its sandbox KMS', () => opensOnSandbox(page))
  await test.step('New seal: the server’s product and version', () => choosesServer(page))
  await test.step('New seal: checked as the sandbox', () => choosesIdentity(page))
  await test.step('New seal: the key by its alias, with its fitness beside it', () => choosesKey(page))
  await test.step('New seal: review and create', () => reviewsAndCreates(page))
  await test.step('The check runs at once and every step passes', () => watchesCheck(page))
  const report = await test.step('The report is copied', () => copiesReport(stage))
  await test.step('Every form of the export is there', () => seesForms(page))
  const hcl = await test.step('The HCL is saved as a file', () => savesFile(stage))
  return { hcl, report }
}

/** Waits until the app on a new machine can be used. */
export async function opensApp(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /Sandbox.*switch identity/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No seals yet' })).toBeVisible()
}

async function opensOnSandbox(page: Page): Promise<void> {
  await opensApp(page)
  await page.getByRole('button', { name: 'Try it on the sandbox' }).click()
}

async function choosesServer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'OpenBao' }).click()
  await expect(page.getByRole('combobox', { name: 'Version' })).toHaveValue(/^\d+\.\d+\.\d+$/)
  await page.getByRole('combobox', { name: 'Version' }).fill('2.6.2')
  await page.getByRole('combobox', { name: 'Version' }).press('Escape')
  await next(page)
}

async function choosesIdentity(page: Page): Promise<void> {
  await expect(page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/)).toBeVisible()
  await next(page)
}

async function choosesKey(page: Page): Promise<void> {
  const row = page.getByRole('row', { name: /alias\/vault-unseal/ })
  await expect(row).toContainText('Fit')
  await row.getByRole('radio').check()
  await expect(page.getByRole('textbox', { name: /Key reference/ })).toHaveValue('alias/vault-unseal')
  await next(page)
}

async function reviewsAndCreates(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'HCL' })).toContainText('alias/vault-unseal')
  await page.getByRole('textbox', { name: 'Name' }).fill('First seal')
  await page.getByRole('button', { name: 'Create' }).click()
}

async function watchesCheck(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'First seal' })).toBeVisible()
  const steps = page.getByRole('list', { name: 'Steps of the check' }).getByRole('listitem')
  await expect(steps).toHaveCount(6)
  for (const step of await steps.all()) await expect(step).toContainText('Passed')
  await expect(page.getByText('This identity can use the key as a seal key')).toBeVisible()
}

async function copiesReport({ app, page, folder }: Parameters<typeof playJ1>[0]): Promise<string> {
  await page.getByRole('button', { name: 'Copy report' }).click()
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/Verdict: +pass/)
  const path = join(folder, 'check-report.txt')
  await writeFile(path, await app.evaluate(({ clipboard }) => clipboard.readText()))
  return path
}

async function seesForms(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Export' }).click()
  for (const [form, content] of Object.entries(expectedIn)) {
    await page.getByRole('button', { name: form, exact: true }).click()
    await expect(page.getByRole('region', { name: form, exact: true })).toContainText(content)
  }
}

const expectedIn = {
  JSON: '"kms_key_id": "alias/vault-unseal"',
  'Env file': 'VAULT_AWSKMS_SEAL_KEY_ID',
  'systemd drop-in': '[Service]',
  HCL: 'seal "awskms"',
}

async function savesFile({ app, page, folder }: Parameters<typeof playJ1>[0]): Promise<string> {
  const path = join(folder, 'seal.hcl')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)
  await page.getByRole('button', { name: 'Save file' }).click()
  await expect(page.getByText(path).first()).toBeAttached()
  return path
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

/** Runs the check of the journey's seal once more. */
export async function checksAgain(page: Page): Promise<void> {
  await page.keyboard.press('Control+1')
  await page
    .getByRole('row', { name: /First seal/ })
    .getByRole('link')
    .click()
  await page.getByRole('tab', { name: 'Check' }).click()
  await page.getByRole('button', { name: 'Run check again' }).click()
}
