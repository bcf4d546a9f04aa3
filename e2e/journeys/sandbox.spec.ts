import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ElectronApplication, Page } from '@playwright/test'
import { findsNoBarrier } from '../fixtures/barriers.ts'
import { expect, scrubbedEnvironment, test } from '../fixtures/electron-app.ts'
import { checksAgain, opensApp, playJ1 } from './j1-steps.ts'

/** The sandbox as its owner watches and disturbs it from Settings, with a program of the AWS SDK as its other user. */

// The app asks before it takes the sandbox from a program that has used it.
test.beforeEach(({ app }) =>
  app.evaluate(({ dialog }) => {
    dialog.showMessageBox = async (
      _window: unknown,
      { buttons = [] }: Electron.MessageBoxOptions = { message: '' },
    ) => ({
      response: buttons.indexOf('Close anyway'),
      checkboxChecked: false,
    })
  }),
)

test('a program uses the sandbox with a copied environment alone, and is seen in the log', async ({ app, page }) => {
  await opensApp(page)
  await opensSettings(page)
  await unfolds(page, 'Principals', 'Requests')

  const server = await copiesEnvironment({ app, page }, 'seal-server')
  const outcome = await runsProgram(server, 'a text that nobody else may see')
  expect(outcome).toMatchObject({ same: true })
  await expect(logRow(page, /Encrypt seal-server alias\/vault-unseal OK 200/)).toBeVisible()
  await expect(logRow(page, /Decrypt seal-server .*OK 200/)).toBeVisible()

  const role = await copiesEnvironment({ app, page }, 'seal-role')
  expect(await runsProgram(role, 'as a role')).toMatchObject({ same: true })
  await expect(logRow(page, /Encrypt seal-role\//)).toBeVisible()

  const auditor = await copiesEnvironment({ app, page }, 'auditor')
  expect(await runsProgram(auditor, 'refused')).toEqual({ error: 'AccessDeniedException' })
  await page.getByRole('checkbox', { name: 'Only failures' }).check()
  await expect(log(page).getByRole('row')).toHaveCount(2)
  await log(page).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const line = await readsClipboard(app, 'AccessDeniedException')
  expect(line).toMatch(/Encrypt {2}auditor {2}us-east-1 {2}alias\/vault-unseal {2}AccessDeniedException 400/)

  const drawn = await page.content()
  for (const secret of ['nobody else may see', server.AWS_SECRET_ACCESS_KEY, outcome.ciphertext])
    expect(drawn).not.toContain(secret)
})

test('a fault on request is met by the check of a seal, and gone when it is removed', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  await opensSettings(page)
  await unfolds(page, 'Faults')
  await page.getByRole('button', { name: 'Operations' }).click()
  await page.getByRole('combobox', { name: 'Filter operations' }).fill('Encrypt')
  await page.getByRole('option', { name: 'Encrypt', exact: true }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add fault' }).click()
  await expect(page.getByText('1 fault is active')).toBeVisible()
  await expect(page.getByRole('row', { name: /Throttling: Encrypt, everyone/ })).toBeVisible()

  await checksAgain(page)
  await expect(page.getByText('This identity cannot use the key as a seal key')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('alert')).toContainText('KMS slows this account down: Encrypt')

  await opensSettings(page)
  await expect(page.getByRole('table', { name: 'Active faults' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove all faults' }).click()
  await expect(page.getByText('No fault is active.')).toBeVisible()
  await expect(page.getByText('1 fault is active')).toHaveCount(0)
  await checksAgain(page)
  await expect(page.getByText('This identity can use the key as a seal key')).toBeVisible()
})

test('a year passes on request and is seen in Keys; only a reset takes it back', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  await opensSettings(page)
  await unfolds(page, 'Principals', 'Time')
  const before = await copiesEnvironment({ app, page }, 'owner')
  await passesAYear(page)
  const outcome = page.getByRole('status', { name: 'What the days brought' })
  await expect(outcome).toContainText('alias/rotated was rotated')
  await expect(outcome).toContainText('alias/pending-deletion was deleted for good')
  await expect(page.getByText('365 days ahead of this machine').first()).toBeVisible()

  await outcome.getByRole('link', { name: 'alias/rotated' }).click()
  const detail = page.getByRole('region', { name: 'Key alias/rotated' })
  await detail.getByRole('tab', { name: 'Rotation' }).click()
  // The seed's three rotations, the year's one, the first material and the head.
  await expect(detail.getByRole('table', { name: 'Key materials' }).getByRole('row')).toHaveCount(6)

  await opensSettings(page)
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Reset the sandbox/ })
  await expect(dialog).toContainText('Reset the sandbox and lose its 8 keys')
  await expect(dialog).toContainText('Saved seals that use it: First seal.')
  await dialog.getByRole('button', { name: 'Reset sandbox' }).click()
  await expect(page.getByText('The sandbox has new keys')).toBeVisible()
  await expect(page.getByText('As on this machine').first()).toBeVisible()
  expect(await runsProgram(before, 'too late')).toEqual({ error: 'UnrecognizedClientException' })
  const after = await copiesEnvironment({ app, page }, 'owner')
  expect(await runsProgram(after, 'new keys')).toMatchObject({ same: true })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('no part of the section has a barrier that axe finds', async ({ page }) => {
      await opensApp(page)
      await opensSettings(page)
      await unfolds(page, 'Principals', 'Keys that the seed made', 'Requests', 'Time', 'Faults', 'Slowness')
      await page.getByRole('button', { name: 'Add fault' }).click()
      await expect(page.getByRole('table', { name: 'Active faults' })).toBeVisible()
      await passesAYear(page)
      await expect(page.getByText('What 365 days brought:')).toBeVisible()
      await log(page).focus()
      await page.keyboard.press('ArrowDown')
      await expect(page.getByRole('region', { name: 'Selected request' })).toBeVisible()
      await page.getByRole('textbox', { name: 'Days' }).fill('0')
      await page.getByRole('button', { name: 'Advance', exact: true }).click()
      await findsNoBarrier(page)
    })
  })
}

async function opensSettings(page: Page): Promise<void> {
  await page.keyboard.press('Control+6')
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
}

async function unfolds(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('button', { name, exact: true }).click()
}

const log = (page: Page) => page.getByRole('grid', { name: 'Requests' })
const logRow = (page: Page, name: RegExp) => log(page).getByRole('row', { name }).first()

async function readsClipboard(app: ElectronApplication, wanted: string): Promise<string> {
  const read = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(read).toContain(wanted)
  return read()
}

type Environment = Readonly<Record<string, string>>

/** The environment of a principal as Settings copies it: shell lines, with quotes where a value needs them. */
async function copiesEnvironment(
  { app, page }: { app: ElectronApplication; page: Page },
  principal: string,
): Promise<Environment> {
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await page
    .getByRole('table', { name: 'Principals of the sandbox' })
    .getByRole('button', { name: `Copy environment of ${principal}` })
    .click()
  const block = await readsClipboard(app, 'AWS_ENDPOINT_URL')
  return Object.fromEntries([...block.matchAll(/^export (\w+)='?(.*?)'?$/gm)].map(([, name, value]) => [name, value]))
}

interface Outcome {
  same?: boolean
  ciphertext: string
  error?: string
}

/** Runs the SDK in a process of its own that knows this environment and nothing else of AWS. */
async function runsProgram(environment: Environment, text: string): Promise<Outcome> {
  const program = join(import.meta.dirname, '../outside/kms-program.mjs')
  const env = { ...scrubbedEnvironment(), HOME: '/nonexistent', ...environment }
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'alias/vault-unseal', text], { env })
  return JSON.parse(stdout)
}

/** A year ends the window of a key of the seed, so it is asked about. */
async function passesAYear(page: Page): Promise<void> {
  const act = { name: 'Advance 365 days' }
  await page.getByRole('button', act).click()
  const dialog = page.getByRole('dialog', { name: 'Advance 365 days and lose a key' })
  await expect(dialog).toContainText('alias/pending-deletion, on ')
  await dialog.getByRole('button', act).click()
}
