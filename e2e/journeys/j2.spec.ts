import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { findsNoBarrier } from '../fixtures/barriers.ts'
import { expect, test } from '../fixtures/electron-app.ts'

/** The second journey: a configuration file that is there already, edited so that nothing changes but what was meant to. */

const text = [
  '# The server of the payments team',
  'ui = true',
  '',
  'storage "raft" {',
  '\tpath    = "/var/lib/vault" // on the local disk',
  '\tnode_id = "a"',
  '}',
  'disable_mlock = true',
  '',
  '/* unsealed by KMS,',
  '   see the runbook */',
  'seal "awskms" {',
  '  regoin     = "eu-west-1"   # where the key lives',
  '  kms_key_id = "alias/vault-unseal"',
  '  endpoint   = ""',
  '}',
  '',
].join('\r\n')

const mended = text.replace('regoin', 'region')
const edited = mended.replace('alias/vault-unseal', 'alias/vault-unseal-2027')

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('a file is opened, mended, edited in its form and saved, and no other byte changes', async ({
      app,
      page,
      folders,
    }) => {
      test.slow()
      const path = configFile(folders.home)
      const broken = watchesPolicy(page)
      await test.step('Open the file', () => opens(app, page, path))
      await test.step('Choose the server', () => choosesServer(page))
      await test.step('Mend the misspelt key by keyboard', () => mendsByKeyboard(page))
      await test.step('Change the key in the form', () => editsInForm(page))
      await test.step('See what the server really uses', () => seesEffective(page))
      await test.step('No barrier stands in the editor', () => findsNoBarrier(page))
      await test.step('See what changes, and save', () => saves(page, path))
      await test.step('Only what was edited differs on disk', () => {
        expect(readFileSync(path, 'utf8')).toBe(edited)
        expect(readFileSync(`${path}.bak`, 'utf8')).toBe(text)
        expect(statSync(path).mode & 0o777).toBe(0o640)
      })
      await test.step('Undo what was done on either side', () => undoesBothSides(page))
      expect(broken()).toEqual([])
    })
  })
}

test('a file that another program changed is not overwritten', async ({ app, page, folders }) => {
  const path = configFile(folders.home)
  await opens(app, page, path)
  await choosesServer(page)
  await mendsByKeyboard(page)
  const theirs = text.replace('ui = true', 'ui = false')
  writeFileSync(path, theirs)
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save file' }).click()
  await expect(page.getByText('vault.hcl was changed by another program')).toBeVisible()
  expect(readFileSync(path, 'utf8')).toBe(theirs)

  await page.getByRole('button', { name: 'Compare' }).click()
  const dialog = page.getByRole('dialog', { name: /on disk and here/ })
  await expect(dialog.getByText('ui = false')).toBeVisible()
  await expect(dialog.getByText('ui = true')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Keep mine' }).click()
  await page.keyboard.press('Control+s')
  await page.getByRole('button', { name: 'Save file' }).click()
  await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible()
  expect(readFileSync(path, 'utf8')).toBe(mended)
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe(theirs)

  writeFileSync(path, theirs)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(code(page)).toContainText('ui = false')
  await expect(page.getByText('vault.hcl was changed by another program')).toBeHidden()
})

test('a dropped file opens beside the one that is open, and each keeps its unsaved text', async ({
  app,
  page,
  folders,
}) => {
  const path = configFile(folders.home)
  await opens(app, page, path)
  await choosesServer(page)
  await mendsByKeyboard(page)
  const dropped = join(folders.home, 'second.json')
  writeFileSync(dropped, '{"seal": {"awskms": {"region": "eu-west-1", "kms_key_id": "alias/b"}}}\n')
  await drop(page, dropped)
  const files = page.getByRole('navigation', { name: 'Open files' })
  await expect(files.getByRole('button', { name: 'second.json' })).toHaveAttribute('aria-current', 'true')
  await expect(page.getByRole('textbox', { name: /kms_key_id/ })).toHaveValue('alias/b')
  await expect(code(page)).toContainText('alias/b')

  await page.keyboard.press('Control+2')
  await expect(page.getByRole('heading', { level: 1, name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Control+1')
  await page.getByRole('link', { name: '2 open configuration files, 1 unsaved' }).click()
  await files.getByRole('button', { name: 'vault.hcl (unsaved)' }).click()
  await expect(code(page)).toContainText('region     = "eu-west-1"')
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close file' }).click()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(files).toBeHidden()
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('undo in the search field takes back its letters, and the text stays as it is', async ({ app, page, folders }) => {
  await opens(app, page, configFile(folders.home))
  await code(page).focus()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('# first')
  await expect(code(page)).toContainText('# first')
  await page.keyboard.press('Control+f')
  const search = page.getByRole('textbox', { name: 'Find' })
  await expect(search).toBeFocused()
  await page.keyboard.type('alias')
  await page.keyboard.press('Control+z')
  await expect(search).not.toHaveValue('alias')
  await expect(code(page)).toContainText('# first')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(code(page)).not.toContainText('# first')
})

test('the files of a folder are taken together, as the server takes them', async ({ app, page, folders }) => {
  const folder = join(folders.home, 'vault.d')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.hcl'), 'seal "awskms" {\n  kms_key_id = "alias/one"\n  region     = "eu-west-1"\n}\n')
  writeFileSync(
    join(folder, 'b.hcl'),
    '# the second\nseal "awskms" {\n  kms_key_id = "alias/two"\n  disabled   = "true"\n}\n',
  )
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, folder)
  await page.getByRole('button', { name: 'Open configuration file' }).first().click()
  await choosesServer(page)
  await page.getByRole('tab', { name: 'Effective settings' }).click()
  await expect(
    page
      .getByRole('radiogroup', { name: 'Seal' })
      .or(page.getByRole('toolbar', { name: 'Seal' }))
      .first(),
  ).toBeVisible()
  await expect(page.getByText('The seal moves from awskms to awskms')).toBeVisible()
  await expect(page.getByText('b.hcl, line 2', { exact: true }).first()).toBeVisible()
  const notes = join(folder, 'notes.txt')
  writeFileSync(notes, 'seal "awskms" {\n  kms_key_id = "alias/three"\n}\n')
  await drop(page, notes)
  const files = page.getByRole('navigation', { name: 'Open files' })
  await expect(files.getByRole('button', { name: 'notes.txt' })).toHaveAttribute('aria-current', 'true')
  const together = page.getByRole('checkbox', { name: 'Together with the other open files of the folder (1)' })
  await expect(together).toHaveCount(0)
  await files.getByRole('button', { name: 'a.hcl' }).click()
  await expect(page.getByText('The seal moves from awskms to awskms')).toBeVisible()
  await together.uncheck()
  await expect(page.getByText('The seal moves from awskms to awskms')).toHaveCount(0)
})

test('a file is opened again from the list, with its server, and one that is gone says so', async ({
  folders,
  launch,
}) => {
  const path = configFile(folders.home)
  const first = await launch()
  await opens(first.app, first.page, path)
  await choosesServer(first.page)
  await expect(first.page.getByRole('region', { name: 'Problems' })).toContainText('regoin')
  await first.close()

  const { page } = await launch()
  await expect(page.getByText('No configuration file is open')).toBeVisible()
  await page.getByRole('button', { name: `Open ${path}` }).click()
  await expect(page.getByRole('combobox', { name: 'Version' })).toHaveValue('1.21.4')
  await page.getByRole('button', { name: 'File', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Close file' }).click()
  renameAway(path)
  await page.getByRole('button', { name: `Open ${path}` }).click()
  await expect(page.getByText(`File cannot be read: ${path}`)).toBeVisible()
  await page.getByRole('button', { name: `Forget ${path}` }).click()
  await expect(page.getByRole('button', { name: `Open ${path}` })).toBeHidden()
})

function configFile(folder: string): string {
  const path = join(folder, 'vault.hcl')
  writeFileSync(path, text)
  chmodSync(path, 0o640)
  return path
}

function renameAway(path: string): void {
  writeFileSync(`${path}.away`, readFileSync(path))
  rmSync(path)
}

const code = (page: Page) => page.getByRole('textbox', { name: /^Text of/ })

async function opens(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
  await expect(page.getByRole('heading', { name: 'No seals yet' })).toBeVisible()
  await page.keyboard.press('Control+o')
  await expect(code(page)).toContainText('The server of the payments team')
}

async function choosesServer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'HashiCorp Vault' }).click()
  await page.getByRole('combobox', { name: 'Version' }).fill('1.21.4')
  await page.getByRole('combobox', { name: 'Version' }).press('Escape')
}

async function mendsByKeyboard(page: Page): Promise<void> {
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('regoin is read by nobody: region may be meant')
  await code(page).press('Control+Home')
  const misspelt = problems.getByRole('listitem').filter({ hasText: 'regoin' })
  for (let presses = 0; presses < 10 && !(await isOnLine(page, 13)); presses++) await page.keyboard.press('F8')
  await page.keyboard.press('Control+.')
  await expect(misspelt).toBeHidden()
  await expect(page.getByRole('textbox', { name: /^Region region/ })).toHaveValue('eu-west-1')
}

const isOnLine = async (page: Page, line: number) =>
  (await page.getByText(/^Line \d+, column \d+$/).textContent())?.startsWith(`Line ${line},`) ?? false

async function editsInForm(page: Page): Promise<void> {
  const key = page.getByRole('textbox', { name: /kms_key_id/ })
  await key.press('End')
  await key.pressSequentially('-2027')
  await expect(code(page)).toContainText('kms_key_id = "alias/vault-unseal-2027"')
  await expect(key).toHaveValue('alias/vault-unseal-2027')
}

/** The answer follows the unsaved text. */
async function seesEffective(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Effective settings' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Effective settings' })
  await expect(panel.getByText('alias/vault-unseal-2027').first()).toBeVisible()
  await findsNoBarrier(page)
  await page.getByRole('tab', { name: 'Seals', exact: true }).click()
}

async function saves(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog', { name: 'Save vault.hcl' })
  await expect(dialog).toContainText('2 lines differ.')
  await expect(dialog.getByRole('button', { name: 'Save file' })).toBeFocused()
  expect(existsSync(`${path}.bak`)).toBe(false)
  await findsNoBarrier(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Saved ${path}. Its former text is kept as ${path}.bak.`)).toBeVisible()
}

/** From the form's field: first its own letters, then the fix in the text. */
async function undoesBothSides(page: Page): Promise<void> {
  const key = page.getByRole('textbox', { name: /kms_key_id/ })
  await key.focus()
  await expect(async () => {
    await page.keyboard.press('Control+z')
    await expect(code(page)).toContainText('regoin', { timeout: 300 })
  }).toPass()
  await expect(key).toHaveValue('alias/vault-unseal')
  await expect(page.getByRole('status').filter({ hasText: 'Unsaved changes' })).toBeVisible()
}

/** A drop as the browser makes one of the system's. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  await expect(page.getByText('Drop configuration files to open them')).toBeVisible()
  await session.send('Input.dispatchDragEvent', { type: 'drop', x: 300, y: 300, data })
}

/** What the page's policy has refused so far. */
function watchesPolicy(page: Page): () => string[] {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/.test(message.text())) refused.push(message.text())
  })
  return () => refused
}
