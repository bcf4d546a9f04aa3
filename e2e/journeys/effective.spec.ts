import type { ElectronApplication, Page } from '@playwright/test'
import { findsNoBarrier } from '../fixtures/barriers.ts'
import { expect, test } from '../fixtures/electron-app.ts'
import { playJ1 } from './j1-steps.ts'

/** What a server really uses of a seal: with a pasted environment, on two servers, and proved as its own principal. */

test('an environment is pasted, settings are traced to it, and the seal is proved as its principal', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  const { environment, secret } = await copiesEnvironment(app, page, 'seal-server')
  await opensEffective(page)
  await pastes(app, page, environment)
  await page.getByRole('button', { name: /What the server gets from its surroundings/ }).click()
  await expect(page.getByRole('row', { name: /AWS_SECRET_ACCESS_KEY .*kept in the main process/ })).toBeVisible()

  await expect(settingRow(page, 'access_key')).toContainText('AWS_ACCESS_KEY_ID')
  await expect(settingRow(page, 'secret_key')).toContainText('set, never shown')
  const opener = settingRow(page, 'kms_key_id').getByRole('button', { expanded: false })
  await opener.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('list', { name: 'Candidates for kms_key_id' })).toContainText('wins')
  await page.keyboard.press('ArrowDown')
  await expect(settingRow(page, 'region').getByRole('button', { expanded: false })).toBeFocused()

  await page.getByRole('button', { name: 'Check as this principal' }).click()
  await expect(page.getByText('This principal can use the key as a seal key')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('sandbox-seal-server')
  expect(await page.content()).not.toContain(secret)
})

test('the principal that may not use the key is refused by its own name', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  const { environment, secret } = await copiesEnvironment(app, page, 'auditor')
  await opensEffective(page)
  await pastes(app, page, environment)
  await page.getByRole('button', { name: 'Check as this principal' }).click()
  await expect(page.getByText('This principal cannot use the key as a seal key')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('region', { name: 'Proof' })).toContainText('kms:DescribeKey')
  expect(await page.content()).not.toContain(secret)
})

test('two servers are compared, a typed name counts at once, and a refusal is in the server’s own words', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  await opensEffective(page)
  await page.getByRole('button', { name: 'Compare with another server' }).click()
  await page.getByRole('button', { name: /What the server gets from its surroundings/ }).click()
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('AWS_REGION')
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('eu-north-1')
  await expect(settingRow(page, 'region')).toContainText('eu-north-1')
  await expect(settingRow(page, 'region')).toContainText('differs')
  await page.getByRole('checkbox', { name: 'Only differences' }).check()
  await expect(settingRow(page, 'kms_key_id')).toHaveCount(0)

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('VAULT_SEAL_TYPE')
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('shamir')
  await expect(page.getByText(/shamir\. Active/).first()).toBeVisible()

  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('AWS_SECRET_ACCESS_KEY')
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('x')
  await expect(page.getByText('This looks like a secret.')).toBeVisible()
})

test('a host that is neither AWS nor the sandbox is asked only where the user allows it', async ({
  app,
  page,
  folders,
}) => {
  await playJ1({ app, page, folder: folders.temporary })
  const { environment } = await copiesEnvironment(app, page, 'seal-server')
  await opensEffective(page)
  await pastes(app, page, environment)
  await page.getByRole('button', { name: /What the server gets from its surroundings/ }).click()
  await page.getByRole('button', { name: 'Add a name' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('AWS_KMS_ENDPOINT')
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('http://127.0.0.1:9')
  await expect(settingRow(page, 'endpoint')).toContainText('http://127.0.0.1:9')

  const asked = await answersDialogs(app)
  const proof = page.getByRole('region', { name: 'Proof' })
  await page.getByRole('button', { name: 'Check as this principal' }).click()
  await expect(proof).toContainText('nobody allowed to send')
  const question = 'Send requests signed as this server to http://127.0.0.1:9?'
  expect(await asked()).toEqual([question])

  const askedAgain = await answersDialogs(app, 'Send')
  await page.getByRole('button', { name: 'Check as this principal' }).click()
  await expect(proof).toContainText('ECONNREFUSED', { timeout: 20_000 })
  await page.getByRole('button', { name: 'Check as this principal' }).click()
  await expect(proof).toContainText('ECONNREFUSED', { timeout: 20_000 })
  expect(await askedAgain()).toEqual([question])
})

test('what was loaded around a seal comes back with the seal', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  const { environment } = await copiesEnvironment(app, page, 'seal-server')
  await opensEffective(page)
  await pastes(app, page, environment)
  await page.getByRole('button', { name: /What the server gets from its surroundings/ }).click()
  const remover = page.getByRole('button', { name: 'Take AWS_SECRET_ACCESS_KEY out' })
  await remover.focus()
  await page.keyboard.press('Enter')
  await expect(remover).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Take .* out$/ }).and(page.locator(':focus'))).toBeVisible()

  await page.keyboard.press('Control+1')
  await page.getByRole('row', { name: /First seal/ }).focus()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('row', { name: /First seal/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await opensEffective(page)
  await expect(page.getByText(/^\d+ names, no files/)).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })
    test('the effective settings have no barrier that axe finds', async ({ app, page, folders }) => {
      await playJ1({ app, page, folder: folders.temporary })
      const { environment } = await copiesEnvironment(app, page, 'seal-server')
      await opensEffective(page)
      await pastes(app, page, environment)
      await page.getByRole('button', { name: 'Compare with another server' }).click()
      await page.getByRole('button', { name: /What the server gets from its surroundings/ }).click()
      await page.getByRole('button', { name: 'Add a name' }).click()
      await settingRow(page, 'region').getByRole('button', { expanded: false }).click()
      await expect(page.getByRole('list', { name: 'Candidates for region' }).first()).toBeVisible()
      await findsNoBarrier(page)
    })
  })
}

async function opensEffective(page: Page): Promise<void> {
  await page.keyboard.press('Control+1')
  await page.getByRole('row', { name: /First seal/ }).dblclick()
  await page.getByRole('tab', { name: 'Effective settings' }).click()
  await expect(page.getByRole('region', { name: /^Verdict for/ }).first()).toBeVisible()
}

/** Pastes an environment. The system has one clipboard, and tests beside this one use it too: so it is filled just before. */
async function pastes(app: ElectronApplication, page: Page, environment: string): Promise<void> {
  await expect(async () => {
    await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), environment)
    await page.getByRole('button', { name: 'Paste environment' }).click()
    await expect(page.getByText(/^\d+ names, no files/)).toBeVisible({ timeout: 1000 })
  }).toPass()
}

/** Answers every dialog of main with the button of this name, else as if it were dismissed; gives what was asked. */
async function answersDialogs(app: ElectronApplication, button?: string): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, wanted) => {
    const asked: string[] = []
    Object.assign(dialog, {
      asked,
      showMessageBox: async (_window: unknown, { message, buttons, cancelId }: Electron.MessageBoxOptions) => {
        asked.push(message)
        return { response: wanted === undefined ? cancelId : buttons?.indexOf(wanted), checkboxChecked: false }
      },
    })
  }, button)
  return () => app.evaluate(({ dialog }) => (dialog as unknown as { asked: string[] }).asked)
}

const settingRow = (page: Page, name: string) =>
  page.getByRole('table', { name: /^Settings/ }).getByRole('row', { name: new RegExp(`^${name}\\b`) })

/** Copies a principal's environment in Settings and answers the secret that only main and the clipboard have. */
async function copiesEnvironment(app: ElectronApplication, page: Page, principal: string) {
  await app.evaluate(({ clipboard }) => clipboard.clear())
  await page.keyboard.press('Control+6')
  await page.getByRole('button', { name: 'Principals' }).click()
  await page
    .getByRole('table', { name: 'Principals of the sandbox' })
    .getByRole('button', { name: `Copy environment of ${principal}` })
    .click()
  let environment = ''
  await expect
    .poll(async () => {
      environment = await app.evaluate(({ clipboard }) => clipboard.readText())
      return environment
    })
    .toContain('AWS_SECRET_ACCESS_KEY')
  const secret = /AWS_SECRET_ACCESS_KEY=['"]?([^'"\n]+)/.exec(environment)?.[1] ?? 'none'
  return { environment, secret }
}
