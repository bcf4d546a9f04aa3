import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { electronPath, expect, ownFolders, scrubbedEnvironment, test } from './fixtures/electron-app.ts'
import { askFromOutside, readEnvironment } from './fixtures/outside-client.ts'

/** The window around the page: what it remembers, its menu, how it ends and how it gets over a fault. */

const root = join(import.meta.dirname, '..')

test('the window comes back where it was left', async ({ launch }) => {
  const place = { x: 120, y: 80, width: 1000, height: 700 }
  const first = await launch()
  await drawn(first.page)
  await shown(first.app)
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place)
  await expect.poll(() => boundsOf(first.app)).toEqual(place)
  await first.close()
  const second = await launch()
  await drawn(second.page)
  expect(await boundsOf(second.app)).toEqual(place)
})

test('a window that was left on a screen that is gone comes back onto one', async ({ folders, launch }) => {
  const remembered = { bounds: { x: 9000, y: 9000, width: 900, height: 650 }, maximised: false, theme: 'system' }
  writeFileSync(join(folders.userData, 'window.json'), JSON.stringify(remembered))
  const { app, page } = await launch()
  await drawn(page)
  const inside = await app.evaluate(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]?.getBounds()
    const area = screen.getPrimaryDisplay().bounds
    return bounds && bounds.x >= 0 && bounds.y >= 0 && bounds.x < area.width && bounds.y < area.height && bounds
  })
  expect(inside).toMatchObject({ width: 900, height: 650 })
})

test('the theme is the window’s own at once and after a restart', async ({ launch }) => {
  const first = await launch()
  await drawn(first.page)
  expect(await themeOf(first.app)).toEqual({ source: 'system', background: '#FFFFFF' })
  expect(await call(first.page, 'settings.write', { theme: 'dark' })).toMatchObject({ ok: true })
  const dark = { source: 'dark', background: '#161D26' }
  await expect.poll(() => themeOf(first.app)).toEqual(dark)
  await first.close()
  const second = await launch()
  await drawn(second.page)
  expect(await themeOf(second.app)).toEqual(dark)
})

test('the menu has the usual roles and leads to the screens', async ({ app, page }) => {
  const roles = await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? []
    return items.flatMap(({ submenu }) => submenu?.items.map(({ role }) => role?.toLowerCase()) ?? [])
  })
  const usual = [
    'undo',
    'redo',
    'cut',
    'copy',
    'paste',
    'selectall',
    'zoomin',
    'zoomout',
    'resetzoom',
    'togglefullscreen',
    'minimize',
  ]
  expect(roles).toEqual(expect.arrayContaining(usual))
  await drawn(page)
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
  for (const [label, route] of [
    ['Keys', '/keys'],
    ['Settings', '/settings'],
    ['Seals', '/seals'],
  ] as const) {
    await chooseFromMenu(app, label)
    await page.waitForURL(new RegExp(`#${route}$`))
  }
  expect(await page.evaluate(() => 'stillTheSamePage' in window)).toBe(true)
})

test('in a high-contrast theme what is chosen has an edge', async ({ page }) => {
  await expect(page.getByRole('button', { name: 'New seal' })).toBeVisible()
  const seal = {
    name: 'First seal',
    engine: { product: 'openbao', version: '2.6.2' },
    connection: { kind: 'sandbox' },
    parameters: { kms_key_id: 'alias/vault-unseal' },
  }
  expect(await call(page, 'seals.save', seal)).toMatchObject({ ok: true })
  await page.emulateMedia({ forcedColors: 'active' })
  await page.reload()
  const row = page.getByRole('row', { name: /First seal/ })
  await row.click()
  await expect.poll(() => edgeOf(row)).toBe('solid 2px')
  await page.keyboard.press('Control+6')
  await expect.poll(() => edgeOf(page.getByRole('button', { name: 'As the system' }))).toBe('solid 2px')
  await page.keyboard.press('Control+p')
  await expect.poll(() => edgeOf(page.getByRole('option', { selected: true }))).toBe('solid 2px')
})

test('a second start shows the window of the first and ends', async ({ app, folders, page }) => {
  await page.waitForLoadState()
  await shown(app)
  await app.evaluate(({ app: electronApp, BrowserWindow }) => {
    const state = Object.assign(globalThis as unknown as { asked: string[] }, { asked: [] })
    electronApp.on('second-instance', () => state.asked.push('second start'))
    const [window] = BrowserWindow.getAllWindows()
    window?.hide()
    window?.on('show', () => state.asked.push('shown'))
  })
  const second = spawn(electronPath(), [root, `--user-data-dir=${folders.userData}`], {
    env: { ...scrubbedEnvironment(), ...ownFolders(folders) },
    stdio: 'ignore',
  })
  const [code] = await once(second, 'exit')
  expect(code).toBe(0)
  const asked = () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked.toSorted())
  await expect.poll(asked).toEqual(['second start', 'shown'])
})

test('a start says so where its folder cannot be written', async ({ folders }) => {
  test.skip(process.platform === 'win32', 'there the lock of the running app is no file')
  const box = join(import.meta.dirname, 'fixtures/boxes-to-stderr.cjs')
  chmodSync(folders.userData, 0o500)
  const child = spawn(electronPath(), ['-r', box, root, `--user-data-dir=${folders.userData}`], {
    env: { ...scrubbedEnvironment(), ...ownFolders(folders) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let written = ''
  child.stderr.on('data', (text: Buffer) => {
    written += text.toString()
  })
  const [code] = await once(child, 'close')
  chmodSync(folders.userData, 0o700)
  expect(code).toBe(1)
  expect(written).toContain(`Its folder cannot be written: ${folders.userData}`)
  expect(written).toContain('[Sealwright cannot start]')
})

test('closing asks first while a server uses the sandbox, and stays open when told to', async ({ running }) => {
  const { app, page } = running
  const main = app.process()
  await useSandboxFromOutside(app, page)
  await answerDialogs(app, 1)
  await closeWindow(app)
  await expect
    .poll(() => dialogs(app))
    .toMatchObject([{ message: 'A server uses the sandbox KMS', buttons: ['Close anyway', 'Keep open'] }])
  expect((await dialogs(app))[0]?.detail).toContain('vault-like-client/1.0')
  expect(await windowCount(app)).toBe(1)
  await answerDialogs(app, 0)
  const ended = once(main, 'exit')
  await closeWindow(app)
  expect((await ended)[0]).toBe(0)
})

test('closing asks nothing when only the app itself used the sandbox', async ({ app, page }) => {
  const main = app.process()
  expect(await call(page, 'sandbox.start', {})).toMatchObject({ ok: true })
  expect(await call(page, 'keys.list', { connection: { kind: 'sandbox' } })).toMatchObject({ ok: true })
  await answerDialogs(app, 1)
  const ended = once(main, 'exit')
  await closeWindow(app)
  expect((await ended)[0]).toBe(0)
})

test('the window closes in the middle of a check, and the app ends', async ({ app, page }) => {
  const main = app.process()
  const silent = createServer()
  const asked = once(silent, 'request')
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  await page.evaluate((place) => {
    const { bridge } = window as unknown as Bridged
    const input = { connection: { kind: 'sandbox' }, kmsKeyId: 'alias/vault-unseal', endpoint: place }
    void bridge.invoke({ callId: 'check', procedure: 'seal.check', input })
  }, endpoint)
  // The check has got as far as KMS, which never answers.
  await asked
  const ended = once(main, 'exit')
  await closeWindow(app)
  expect((await ended)[0]).toBe(0)
  silent.closeAllConnections()
  silent.close()
})

test('closing asks first while something is not saved, and stays open when told to', async ({ app, page }) => {
  const main = app.process()
  await beginSeal(page)
  await answerUnsaved(app, 1)
  await closeWindow(app)
  await expect.poll(() => unsavedQuestions(app)).toEqual(['There are unsaved changes'])
  expect(await windowCount(app)).toBe(1)
  await expect(typedKey(page)).toHaveValue('alias/begun')
  await answerUnsaved(app, 0)
  const ended = once(main, 'exit')
  await closeWindow(app)
  expect((await ended)[0]).toBe(0)
})

test('closing asks nothing about what was begun and dropped', async ({ app, page }) => {
  const main = app.process()
  await beginSeal(page)
  await page.getByRole('button', { name: 'Start over' }).click()
  await answerUnsaved(app, 1)
  const ended = once(main, 'exit')
  await closeWindow(app)
  expect((await ended)[0]).toBe(0)
})

test('an order of the system’s is followed even where something is not saved', async ({ app, page }) => {
  test.skip(process.platform === 'win32', 'Windows has no such signal')
  const main = app.process()
  await beginSeal(page)
  await answerUnsaved(app, 1)
  const ended = once(main, 'exit')
  main.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
})

test('the app ends when the system asks it to, without a question', async ({ app, page }) => {
  test.skip(process.platform === 'win32', 'Windows has no such signal')
  const main = app.process()
  await useSandboxFromOutside(app, page)
  const ended = once(main, 'exit')
  main.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
})

test('a page that dies is loaded again with a notice, and a second time on request', async ({ app, folders, page }) => {
  await drawn(page)
  await answerDialogs(app, 0)
  await app.evaluate(({ BrowserWindow }) => {
    const state = Object.assign(globalThis as unknown as { loads: number }, { loads: 0 })
    BrowserWindow.getAllWindows()[0]?.webContents.on('did-finish-load', () => {
      state.loads += 1
    })
  })
  const loads = () => app.evaluate(() => (globalThis as unknown as { loads: number }).loads)
  await crashPage(app)
  await expect.poll(loads).toBe(1)
  await crashPage(app)
  await expect.poll(loads).toBe(2)
  const messages = async () => (await dialogs(app)).map(({ message }) => message)
  await expect.poll(messages).toEqual(['The window was loaded again', 'The window stopped again'])
  const reply = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
      "bridge.invoke({ callId: 'after', procedure: 'settings.read', input: {} })",
    ),
  )
  expect(reply).toMatchObject({ ok: true })
  const log = () => readFileSync(join(folders.userData, 'log/sealwright.log'), 'utf8')
  await expect.poll(log).toContain('page process: ')
})

test('an error that nobody caught is logged with its stack', async ({ app, folders, page }) => {
  await drawn(page)
  await app.evaluate(() => void Promise.reject(new Error('nobody expected this')))
  const log = join(folders.userData, 'log/sealwright.log')
  await expect.poll(() => existsSync(log) && readFileSync(log, 'utf8')).toMatch(/nobody expected this.*\\n {4}at /)
})

test('what the user saves goes where the dialog says', async ({ app, folders, page }) => {
  const path = join(folders.home, 'seal.hcl')
  await app.evaluate(({ dialog }, filePath) => {
    const answers = [
      { canceled: true, filePath: '' },
      { canceled: false, filePath },
    ]
    dialog.showSaveDialog = (async () => answers.shift()) as unknown as typeof dialog.showSaveDialog
  }, path)
  const input = {
    parameters: { region: 'eu-central-1', kms_key_id: 'alias/vault-unseal' },
    engine: { product: 'vault', version: '1.21.0' },
    form: 'hcl',
  }
  expect(await call(page, 'config.exportToFile', input)).toEqual({ ok: true, value: {} })
  expect(existsSync(path)).toBe(false)
  expect(await call(page, 'config.exportToFile', input)).toEqual({ ok: true, value: { path } })
  expect(readFileSync(path, 'utf8')).toContain('seal "awskms"')
})

test('the start can be timed from outside', async ({ folders }) => {
  const child = spawn(electronPath(), [root, `--user-data-dir=${folders.userData}`], {
    env: { ...scrubbedEnvironment(), ...ownFolders(folders), SEALWRIGHT_MARKS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let written = ''
  child.stderr.on('data', (text: Buffer) => {
    written += text.toString()
  })
  const marks = () =>
    new Map([...written.matchAll(/^MARK (\S+) (\d{13})$/gm)].map(([, name, time]) => [name, Number(time)]))
  const names = ['main-start', 'app-ready', 'window-shown', 'first-paint', 'usable']
  await expect.poll(() => [...marks().keys()].toSorted()).toEqual(names.toSorted())
  const since = (name: string) => (marks().get(name) ?? 0) - (marks().get('main-start') ?? 0)
  expect(since('app-ready')).toBeGreaterThanOrEqual(0)
  expect(since('first-paint')).toBeGreaterThanOrEqual(since('app-ready'))
  expect(since('usable')).toBeGreaterThanOrEqual(since('app-ready'))
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect((await ended)[0]).toBe(0)
})

interface Bridged {
  bridge: { invoke(request: unknown): Promise<unknown> }
}

interface Asked {
  message: string
  detail?: string
  buttons?: string[]
}

const call = (page: Page, procedure: string, input: unknown): Promise<unknown> =>
  page.evaluate((request) => (window as unknown as Bridged).bridge.invoke(request), {
    callId: crypto.randomUUID(),
    procedure,
    input,
  })

/** A program that got the sandbox's environment block from the clipboard asks for the keys, as a server would. */
async function useSandboxFromOutside(app: ElectronApplication, page: Page): Promise<void> {
  expect(await call(page, 'sandbox.copyEnvironment', {})).toMatchObject({ ok: true })
  const environment = readEnvironment(await app.evaluate(({ clipboard }) => clipboard.readText()))
  expect(await askFromOutside(environment, 'ListKeys', 'vault-like-client/1.0')).toBe(200)
}

const edgeOf = (element: Locator) =>
  element.evaluate((node) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(node)
    return `${outlineStyle} ${outlineWidth}`
  })

const boundsOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

const themeOf = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow, nativeTheme }) => ({
    source: nativeTheme.themeSource,
    background: BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
  }))

const windowCount = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

/** Waits for the first screen: a question to the main process that falls into its start may be lost, unanswered. */
const drawn = (page: Page) => page.waitForURL(/#\/seals$/)

/** Waits until the app has shown its window, so that what a test does to it is not undone by that. */
const shown = (app: ElectronApplication) =>
  expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)

/** Closes the window as its button does. */
const closeWindow = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    setTimeout(() => BrowserWindow.getAllWindows()[0]?.close())
  })

const crashPage = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())

const chooseFromMenu = (app: ElectronApplication, label: string) =>
  app.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
    items.find((item) => item.label === wanted)?.click()
  }, label)

/** Answers every question of the system's with one button, and keeps what was asked. */
const answerDialogs = (app: ElectronApplication, response: number) =>
  app.evaluate(({ dialog }, button) => {
    const state = globalThis as unknown as { dialogs?: Asked[] }
    state.dialogs ??= []
    dialog.showMessageBox = (async (_window: unknown, options: Asked) => {
      state.dialogs?.push(options)
      return { response: button, checkboxChecked: false }
    }) as unknown as typeof dialog.showMessageBox
  }, response)

/** Begins a seal in the wizard and types its key. */
async function beginSeal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New seal' }).click()
  for (const _ of ['server', 'identity']) await page.getByRole('button', { name: 'Next', exact: true }).click()
  await typedKey(page).fill('alias/begun')
}

const typedKey = (page: Page) => page.getByRole('textbox', { name: /Key reference/ })

/** Answers the question about unsaved changes with one button, and keeps what was asked. */
const answerUnsaved = (app: ElectronApplication, response: number) =>
  app.evaluate(({ dialog }, button) => {
    const state = Object.assign(globalThis as unknown as { unsaved: string[] }, { unsaved: [] as string[] })
    dialog.showMessageBoxSync = ((_window: unknown, { message }: Asked) => {
      state.unsaved.push(message)
      return button
    }) as unknown as typeof dialog.showMessageBoxSync
  }, response)

const unsavedQuestions = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { unsaved: string[] }).unsaved)

const dialogs = (app: ElectronApplication): Promise<Asked[]> =>
  app.evaluate(() => (globalThis as unknown as { dialogs: Asked[] }).dialogs)
