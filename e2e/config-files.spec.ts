import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/electron-app.ts'

/** Which files a page can reach: those that the user chose, by whatever act, and no other. */

test('a page opens and writes no file that nobody chose', async ({ folders, page }) => {
  const path = configFile(folders.home)
  const refused = { ok: false, diagnosis: { code: 'bad-request', evidence: { file: path, reason: 'file-not-chosen' } } }
  expect(await call(page, 'config.open', { path })).toMatchObject(refused)
  expect(await call(page, 'config.version', { path })).toMatchObject(refused)
  expect(await call(page, 'config.save', { path, text: 'x', version: 'absent' })).toMatchObject(refused)
  expect(await call(page, 'config.openDropped', {})).toEqual({ ok: true, value: { files: [] } })
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a file that was picked can be saved, and opened again after a restart', async ({ folders, launch }) => {
  const path = configFile(folders.home)
  const first = await launch()
  await first.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
  const picked = await call(first.page, 'config.pick', {})
  expect(picked).toMatchObject({ ok: true, value: { files: [{ path, text }] } })
  const [{ version }] = (picked as { value: { files: [{ version: string }] } }).value.files
  expect(await call(first.page, 'config.save', { path, text: '# new\n', version })).toMatchObject({ ok: true })
  expect(readFileSync(path, 'utf8')).toBe('# new\n')
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe(text)
  await first.close()
  const second = await launch()
  expect(await call(second.page, 'config.recent', {})).toMatchObject({ ok: true, value: { files: [{ path }] } })
  expect(await call(second.page, 'config.open', { path })).toMatchObject({ ok: true, value: { text: '# new\n' } })
})

test('a file that was dropped onto the window can be opened, a drop that the page made cannot', async ({
  folders,
  page,
}) => {
  const path = configFile(folders.home)
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['x'], 'vault.hcl'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer }))
  })
  expect(await call(page, 'config.openDropped', {})).toEqual({ ok: true, value: { files: [] } })
  await expect(page.getByRole('heading', { name: 'No seals yet' })).toBeVisible()
  await drop(page, path)
  await expect(page.getByRole('textbox', { name: 'Text of vault.hcl' })).toContainText('eu-west-1')
  expect(await call(page, 'config.openDropped', {})).toEqual({ ok: true, value: { files: [] } })
  expect(await call(page, 'config.open', { path })).toMatchObject({ ok: true, value: { text } })
})

const text = 'seal "awskms" {\n  region = "eu-west-1"\n}\n'

function configFile(folder: string): string {
  const path = join(folder, 'vault.hcl')
  writeFileSync(path, text)
  return path
}

/** A drop as the browser makes one of the system's. */
async function drop(page: Page, path: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
}

function call(page: Page, procedure: string, input: unknown): Promise<unknown> {
  return page.evaluate((request) => (window as unknown as Bridged).bridge.invoke(request), {
    callId: crypto.randomUUID(),
    procedure,
    input,
  })
}

type Bridged = { bridge: { invoke(request: unknown): Promise<unknown> } }
