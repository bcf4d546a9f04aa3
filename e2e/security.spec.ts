import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, test } from './fixtures/electron-app.ts'

/**
 * Electron's own security checklist, rule by rule in its words and its order, tried on the running app: what a page must not
 * do is really attempted from the page, and what a setting promises is looked up where it takes effect.
 */

test.beforeEach(async ({ page }) => {
  await page.waitForLoadState()
})

test('1. Only load secure content', async ({ app, page }) => {
  await withServer(async (address, requests) => {
    await page.evaluate(async (server) => {
      const attempts: Promise<unknown>[] = [fetch(server), navigator.serviceWorker.register(server)]
      for (const [tag, name] of [
        ['img', 'src'],
        ['link', 'href'],
        ['video', 'src'],
        ['iframe', 'src'],
      ] as const) {
        const element = document.createElement(tag)
        if (tag === 'link') element.setAttribute('rel', 'stylesheet')
        element.setAttribute(name, server)
        document.body.append(element)
        attempts.push(new Promise((resolve) => element.addEventListener('error', resolve)))
        if (tag === 'iframe' || tag === 'video') attempts.pop()
      }
      attempts.push(
        new Promise((_, reject) => new WebSocket(server.replace('http', 'ws')).addEventListener('error', reject)),
      )
      await Promise.allSettled(attempts)
    }, address)
    expect(await loadInNewWindow(app, address)).toBe('rejected')
    expect(requests).toEqual([])
  })
})

test('2. Do not enable Node.js integration for remote content', async ({ app, page }) => {
  const nodeNames = [
    'require',
    'process',
    'Buffer',
    'module',
    'exports',
    'global',
    'setImmediate',
    '__dirname',
    'electron',
  ]
  const found = await page.evaluate((names) => names.filter((name) => name in globalThis), nodeNames)
  expect(found).toEqual([])
  expect(await preferences(app)).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
  })
})

test('3. Enable context isolation in all renderers', async ({ app, page }) => {
  expect(await preferences(app)).toMatchObject({ contextIsolation: true })
  const stolen = await page.evaluate(async () => {
    const taken: unknown[] = []
    const spy = function (this: unknown, ...args: unknown[]) {
      taken.push(args)
      return undefined
    }
    const { invoke } = (window as unknown as Bridged).bridge
    const originals = [Function.prototype.call, Function.prototype.apply, Array.prototype.push] as const
    Function.prototype.call = spy
    Function.prototype.apply = spy
    const reply = invoke({ callId: 'isolated', procedure: 'no.such', input: {} })
    Function.prototype.call = originals[0]
    Function.prototype.apply = originals[1]
    await reply
    return taken.length
  })
  expect(stolen).toBe(0)
})

test('4. Enable process sandboxing', async ({ app }) => {
  test.skip(process.platform !== 'linux', 'only Linux shows the sandbox of a process in /proc')
  const pid = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId())
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? ''
  expect(field('Seccomp')).toBe('2')
  expect(field('NSpid').split(/\s+/).length).toBeGreaterThan(1)
  expect(field('NoNewPrivs')).toBe('1')
  const arguments_ = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  expect(arguments_).not.toContain('--no-sandbox')
  expect(await preferences(app)).toMatchObject({ sandbox: true })
})

test('5. Handle session permission requests from remote content', async ({ app, page }) => {
  const refused = await page.evaluate(async () => {
    const outcome = (attempt: Promise<unknown>) => attempt.then(String, () => 'refused')
    const locate = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))
    const state = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)
    return {
      notifications: await outcome(Notification.requestPermission()),
      microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      geolocation: await outcome(locate),
      clipboard: await outcome(navigator.clipboard.readText()),
      midi: await outcome(navigator.requestMIDIAccess()),
      states: await Promise.all(['camera', 'notifications', 'clipboard-read', 'persistent-storage'].map(state)),
    }
  })
  expect(refused).toEqual({
    notifications: 'denied',
    microphone: 'refused',
    screen: 'refused',
    geolocation: 'refused',
    clipboard: 'refused',
    midi: 'refused',
    states: ['denied', 'denied', 'denied', 'denied'],
  })
  const elsewhere = await inAnotherWindow(app, 'data:text/html,<p>', 'Notification.requestPermission()')
  expect(elsewhere).toBe('denied')
})

test('5. Copying a text is the one permission that the own page has', async ({ app, page }) => {
  await page.evaluate(() => navigator.clipboard.writeText('alias/vault-unseal'))
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('alias/vault-unseal')
})

test('6. Do not disable webSecurity', async ({ app, page }) => {
  expect(await preferences(app)).toMatchObject({ webSecurity: true })
  const read = await page.evaluate(() =>
    fetch('app://other/index.html').then(
      () => 'read',
      () => 'refused',
    ),
  )
  expect(read).toBe('refused')
})

test('7. Define a Content Security Policy', async ({ app }) => {
  const headers = await app.evaluate(async ({ session }) => {
    const answers = await Promise.all(
      ['app://ui/', 'app://ui/absent.js'].map((address) => session.defaultSession.fetch(address)),
    )
    return answers.map(({ status, headers }) => ({ status, policy: headers.get('Content-Security-Policy') ?? '' }))
  })
  expect(headers.map(({ status }) => status)).toEqual([200, 404])
  for (const { policy } of headers) {
    const directives = Object.fromEntries(policy.split('; ').map((part) => part.split(/ (.*)/s)))
    expect(directives).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(policy).not.toMatch(/unsafe|\*|http/)
  }
})

test('7. No script runs from a string, inline or from elsewhere', async ({ page }) => {
  const ran = await page.evaluate(async () => {
    const state = globalThis as unknown as Record<string, unknown>
    const names: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => names.push(effectiveDirective))
    // What runs inside the debugger's own call is exempt from the policy, so everything is tried a turn later.
    const turn = () => new Promise((resolve) => setTimeout(resolve))
    const attempt = async (act: () => unknown) => {
      await turn()
      try {
        await act()
        return 'done'
      } catch (error) {
        return (error as Error).name
      }
    }
    const appended = (tag: 'script' | 'style', text: string) => () => {
      const element = document.createElement(tag)
      element.append(text)
      document.head.append(element)
    }
    const outcomes = {
      eval: await attempt(() => Reflect.get(globalThis, 'eval')('1')),
      function: await attempt(() => new Function('return 1')()),
      timer: await attempt(() => setTimeout('globalThis.fromTimer = true' as unknown as () => void, 0)),
      dataImport: await attempt(() => import(`data:text/javascript,${'globalThis.fromData = true'}`)),
      worker: await attempt(() => new Worker(URL.createObjectURL(new Blob(['']))).constructor),
    }
    await attempt(appended('script', 'globalThis.fromScript = true'))
    await attempt(appended('style', 'body { outline: 3px solid red }'))
    document.body.setAttribute('style', 'outline: 3px solid red')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const outline = getComputedStyle(document.body).outlineStyle
    const marks = ['fromTimer', 'fromData', 'fromScript'].filter((name) => name in state)
    return { outcomes, marks, outline, violated: [...new Set(names)] }
  })
  expect(ran.outcomes).toMatchObject({ eval: 'EvalError', function: 'EvalError' })
  expect(ran.outcomes.dataImport).toBe('TypeError')
  expect(ran.marks).toEqual([])
  expect(ran.outline).toBe('none')
  expect(ran.violated).toEqual(expect.arrayContaining(['style-src-elem', 'style-src-attr']))
})

test('7. Trusted Types are enforced and no policy can be made', async ({ page }) => {
  const outcomes = await page.evaluate(() => {
    const attempt = (act: () => unknown) => {
      try {
        act()
        return 'done'
      } catch (error) {
        return (error as Error).name
      }
    }
    const element = document.createElement('div')
    const types = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } })
      .trustedTypes
    return [
      attempt(() => {
        element.innerHTML = '<b>x</b>'
      }),
      attempt(() => document.write('<b>x</b>')),
      attempt(() => {
        document.createElement('script').src = 'app://ui/x.js'
      }),
      attempt(() => new DOMParser().parseFromString('<b>x</b>', 'text/html')),
      attempt(() => types.createPolicy('any', { createHTML: (text: string) => text })),
      attempt(() => types.createPolicy('default', { createHTML: (text: string) => text })),
    ]
  })
  expect(outcomes).toEqual(Array(6).fill('TypeError'))
})

test('8. Do not enable allowRunningInsecureContent', async ({ app }) => {
  expect(await preferences(app)).toMatchObject({ allowRunningInsecureContent: false })
})

test('9. Do not enable experimental features', async ({ app }) => {
  expect(await preferences(app)).toMatchObject({ experimentalFeatures: false })
  expect(await switches(app, ['enable-experimental-web-platform-features', 'enable-features'])).toEqual([])
})

test('10. Do not use enableBlinkFeatures', async ({ app }) => {
  const { enableBlinkFeatures = '', disableBlinkFeatures = '' } = await preferences(app)
  expect([enableBlinkFeatures, disableBlinkFeatures]).toEqual(['', ''])
  expect(await switches(app, ['enable-blink-features'])).toEqual([])
})

test('11. Do not use allowpopups for WebViews', async ({ app, page }) => {
  await page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.com/')
    view.setAttribute('allowpopups', '')
    document.body.append(view)
  })
  expect(await page.evaluate(() => 'getWebContentsId' in (document.querySelector('webview') ?? {}))).toBe(false)
  expect(await preferences(app)).toMatchObject({ webviewTag: false })
  expect(await contentsCount(app)).toBe(1)
})

test('12. Verify WebView options before creation', async ({ app }) => {
  const guests = await app.evaluate(async ({ BrowserWindow, webContents }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } })
    await window.loadURL('data:text/html,<webview src="data:text/html,guest"></webview>')
    const asked = new Promise<boolean>((resolve) =>
      window.webContents.once('will-attach-webview', (event) => resolve(event.defaultPrevented)),
    )
    await window.webContents.executeJavaScript(
      "document.body.append(Object.assign(document.createElement('webview'), { src: 'data:text/html,guest' }))",
    )
    const prevented = await asked
    const types = webContents.getAllWebContents().map((contents) => contents.getType())
    window.destroy()
    return { prevented, types }
  })
  expect(guests.prevented).toBe(true)
  expect(guests.types).not.toContain('webview')
})

test('13. Disable or limit navigation', async ({ app, page }) => {
  await page.waitForURL(/#\/seals$/)
  const before = page.url()
  await app.evaluate(({ BrowserWindow }) => {
    const state = Object.assign(globalThis as unknown as Navigations, { stopped: [], arrived: [] })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-frame-navigate', ({ url, defaultPrevented }) => defaultPrevented && state.stopped.push(url))
    contents?.on('did-navigate', (_event, url) => state.arrived.push(url))
  })
  // Chromium itself stops a page on its way to a file or to data; the others the app has to stop.
  const byChromium = ['file:///etc/passwd', 'data:text/html,x']
  const byTheApp = ['https://example.com/', 'http://example.com/', 'app://other/', 'app://ui.example.com/']
  for (const address of [...byChromium, ...byTheApp]) {
    await page.evaluate((target) => {
      setTimeout(() => {
        location.href = target
      })
    }, address)
    if (byTheApp.includes(address)) await expect.poll(async () => (await navigations(app)).stopped).toContain(address)
  }
  expect((await navigations(app)).arrived).toEqual([])
  expect(page.url()).toBe(before)
})

test('13. Frames cannot be filled and forms cannot be sent', async ({ page }) => {
  const violated = await page.evaluate(async () => {
    const names: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => names.push(effectiveDirective))
    const frame = document.createElement('iframe')
    frame.src = 'app://ui/'
    const form = document.createElement('form')
    form.action = 'https://example.com/'
    document.body.append(frame, form)
    form.submit()
    await new Promise((resolve) => setTimeout(resolve, 200))
    return names
  })
  expect(violated).toEqual(expect.arrayContaining(['frame-src', 'form-action']))
  expect(page.frames().filter((frame) => frame.url().startsWith('app:'))).toHaveLength(1)
})

test('13. Moving within the page and loading it again stay possible', async ({ page }) => {
  await page.evaluate(() => {
    location.hash = '#/keys'
  })
  expect(page.url()).toMatch(/^app:\/\/ui\/.*#\/keys/)
  await Promise.all([page.waitForEvent('load'), page.evaluate(() => location.reload())])
  expect(page.url()).toMatch(/^app:\/\/ui\//)
})

test('14. Disable or limit creation of new windows', async ({ app, page }) => {
  await recordOpened(app)
  const opened = await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: 'app://ui/', target: '_blank' })
    document.body.append(link)
    link.click()
    return ['app://ui/', 'about:blank', 'https://example.com/', 'file:///etc/passwd', ''].map((address) =>
      window.open(address),
    )
  })
  expect(opened).toEqual([null, null, null, null, null])
  expect(await contentsCount(app)).toBe(1)
  expect(await openedOutside(app)).toEqual([])
})

test('15. Do not use shell.openExternal with untrusted content', async ({ app, page }) => {
  await recordOpened(app)
  const listed = [
    'https://openbao.org/docs/configuration/seal/awskms/',
    'https://developer.hashicorp.com/vault/docs/configuration/seal/awskms',
  ]
  const others = [
    'http://openbao.org/',
    'https://openbao.org.example.com/',
    'https://openbao.org@example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'mailto:someone@example.com',
    'smb://example.com/share',
  ]
  await page.evaluate((addresses) => addresses.forEach((address) => void window.open(address)), [...others, ...listed])
  await expect.poll(() => openedOutside(app)).toEqual(listed)
  expect(await contentsCount(app)).toBe(1)
})

test('16. Use a current version of Electron', async ({ app, page }) => {
  const description = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  const pinned: string = JSON.parse(description).devDependencies.electron
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  const running = await app.evaluate(() => process.versions.electron)
  const reply = await call(page, 'app.info', {})
  expect(reply).toMatchObject({ ok: true, value: { unofficialElectron: running !== pinned } })
})

test('17. Validate the sender of all IPC messages', async ({ app, page }) => {
  expect(await call(page, 'settings.read', {})).toMatchObject({ ok: true })
  const fromElsewhere = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const preload = `${electronApp.getAppPath()}/out/preload.cjs`
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, nodeIntegrationInSubFrames: true } })
    const ask = "bridge.invoke({ callId: '1', procedure: 'settings.read', input: {} })"
    await stranger.loadURL('app://ui/')
    const fromWindow: unknown = await stranger.webContents.executeJavaScript(ask)
    await stranger.loadURL('data:text/html,<iframe srcdoc="<p>"></iframe>')
    const fromForeignPage: unknown = await stranger.webContents.executeJavaScript(ask)
    const frame = stranger.webContents.mainFrame.frames[0]
    const fromFrame: unknown = await frame?.executeJavaScript(ask)
    stranger.destroy()
    return [fromWindow, fromForeignPage, fromFrame]
  })
  const refused = { ok: false, diagnosis: { code: 'bad-request', evidence: { reason: 'sender-not-trusted' } } }
  expect(fromElsewhere).toMatchObject([refused, refused, refused])
})

test('17. A frame inside the own page has no bridge', async ({ page }) => {
  const inFrame = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return 'bridge' in (frame.contentWindow ?? {})
  })
  expect(inFrame).toBe(false)
})

test('17. Only procedures of the contract can be called, and only as it says', async ({ page }) => {
  const names = ['no.such', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'settings', 'settings.read ']
  for (const name of names) {
    expect(await call(page, name, {})).toMatchObject({ ok: false, diagnosis: { code: 'bad-request' } })
  }
  const malformed = [undefined, null, 1, 'settings.read', [], {}, { procedure: 'settings.read' }, { callId: 1 }]
  for (const request of malformed) {
    const reply = await page.evaluate((value) => (window as unknown as Bridged).bridge.invoke(value), request)
    expect(reply).toMatchObject({ ok: false, diagnosis: { code: 'bad-request' } })
  }
  const surplus = await call(page, 'settings.read', { __proto__: null, extra: true })
  expect(surplus).toMatchObject({ ok: false, diagnosis: { code: 'bad-request' } })
})

test('18. Avoid usage of the file:// protocol and prefer usage of custom protocols', async ({ app, page }) => {
  expect(new URL(page.url()).protocol).toBe('app:')
  expect(await loadInNewWindow(app, 'file:///etc/hostname')).toBe('rejected')
})

test('18. The scheme serves the page and nothing else', async ({ app }) => {
  const addresses = [
    'app://ui/../package.json',
    'app://ui/../main.js',
    'app://ui/%2e%2e/main.js',
    'app://ui/%2e%2e%2fmain.js',
    'app://ui/..%5cmain.js',
    'app://ui/assets/..%2f..%2fmain.js',
    'app://ui//etc/passwd',
    'app://ui/%2fetc%2fpasswd',
    'app://ui/index.html%00.js',
    'app://ui/%',
    'app://ui/%ff',
    'app://other/index.html',
    'app://other@ui/index.html',
  ]
  const statuses = await app.evaluate(
    ({ session }, all) =>
      Promise.all(
        all.map((address) =>
          session.defaultSession.fetch(address).then(
            ({ status }) => status,
            () => 'refused',
          ),
        ),
      ),
    addresses,
  )
  expect(statuses.filter((status) => status !== 404 && status !== 'refused')).toEqual([])
  const posted = await app.evaluate(({ session }) =>
    session.defaultSession.fetch('app://ui/', { method: 'POST' }).then(({ status }) => status),
  )
  expect(posted).toBe(405)
})

test('20. Do not expose Electron APIs to untrusted web content', async ({ app, page }) => {
  const exposed = await page.evaluate(() => {
    const { bridge } = window as unknown as Bridged
    const kinds = Object.fromEntries(Object.entries(bridge).map(([name, member]) => [name, typeof member]))
    const replaced = Reflect.set(bridge, 'invoke', () => 'mine') || Reflect.set(window, 'bridge', {})
    return { kinds, frozen: Object.isFrozen(bridge), replaced }
  })
  expect(exposed).toEqual({
    kinds: { invoke: 'function', cancel: 'function', onProgress: 'function' },
    frozen: true,
    replaced: false,
  })
  await page.evaluate(() => {
    const { bridge, heard } = Object.assign(window as unknown as Bridged, { heard: [] as unknown[][] })
    const end = bridge.onProgress((...args: unknown[]) => {
      heard.push(args)
      end()
    })
  })
  const report = { callId: 'x', sequence: 1, progress: 1 }
  await app.evaluate(({ BrowserWindow }, sent) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.send('sealwright:progress', sent)
      window.webContents.send('sealwright:progress', sent)
    }
  }, report)
  const heard = () => page.evaluate(() => (window as unknown as { heard: unknown[][] }).heard)
  await expect.poll(heard).toEqual([[report]])
})

test('Downloads are refused', async ({ app, page }) => {
  await app.evaluate(({ session }) => {
    const state = globalThis as unknown as { downloads: boolean[] }
    state.downloads = []
    session.defaultSession.on('will-download', (event) => state.downloads.push(event.defaultPrevented))
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: URL.createObjectURL(new Blob(['x'])), download: 'x.txt' })
    link.click()
  })
  const downloads = () => app.evaluate(() => (globalThis as unknown as { downloads: boolean[] }).downloads)
  await expect.poll(downloads).toEqual([true])
})

test('A certificate error, a client certificate and a login are never answered', async ({ app }) => {
  const answers = await app.evaluate(({ app: electronApp }) => {
    const given: Record<string, unknown> = {}
    const contents = { emit: () => false }
    const ask = (name: string, ...before: unknown[]) => {
      let prevented = false
      const event = {
        preventDefault: () => {
          prevented = true
        },
      }
      const answer = (...values: unknown[]) => {
        given[name] = { prevented, values }
      }
      electronApp.emit(name, event, contents, ...before, answer)
    }
    ask('certificate-error', 'https://example.com/', 'net::ERR_CERT_AUTHORITY_INVALID', {})
    ask('select-client-certificate', 'https://example.com/', [])
    ask('login', {}, {})
    return given
  })
  expect(answers).toEqual({
    'certificate-error': { prevented: true, values: [false] },
    'select-client-certificate': { prevented: true, values: [] },
    login: { prevented: true, values: [] },
  })
})

interface Bridged {
  bridge: {
    invoke(request: unknown): Promise<unknown>
    cancel(callId: string): void
    onProgress(listener: (...args: unknown[]) => void): () => void
  }
}

interface Preferences {
  getLastWebPreferences(): Record<string, unknown>
}

/** The preferences that the window's page really has, defaults filled in. */
const preferences = (app: ElectronApplication): Promise<Record<string, unknown>> =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as Preferences | undefined
    return contents?.getLastWebPreferences() ?? {}
  })

const switches = (app: ElectronApplication, names: string[]): Promise<string[]> =>
  app.evaluate(({ app: { commandLine } }, all) => all.filter((name) => commandLine.hasSwitch(name)), names)

const contentsCount = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().length)

const call = (page: Page, procedure: string, input: unknown): Promise<unknown> =>
  page.evaluate((request) => (window as unknown as Bridged).bridge.invoke(request), {
    callId: crypto.randomUUID(),
    procedure,
    input,
  })

interface Navigations {
  stopped: string[]
  arrived: string[]
}

const navigations = (app: ElectronApplication): Promise<Navigations> =>
  app.evaluate(() => {
    const { stopped, arrived } = globalThis as unknown as Navigations
    return { stopped, arrived }
  })

/** Runs an expression in a window that a test opens beside the app's own. */
const inAnotherWindow = (app: ElectronApplication, address: string, expression: string): Promise<unknown> =>
  app.evaluate(
    async ({ BrowserWindow }, [url, script]) => {
      const window = new BrowserWindow({ show: false })
      await window.loadURL(url)
      const value: unknown = await window.webContents.executeJavaScript(script)
      window.destroy()
      return value
    },
    [address, expression] as const,
  )

/** What becomes of an address that main itself would load, in a window that a test opens. */
const loadInNewWindow = (app: ElectronApplication, address: string): Promise<string | undefined> =>
  app.evaluate(async ({ BrowserWindow }, url) => {
    const [own] = BrowserWindow.getAllWindows()
    // The fence for other windows stands as soon as the app's own is shown.
    if (own && !own.isVisible()) await new Promise<void>((resolve) => own.once('show', () => resolve()))
    const window = new BrowserWindow({ show: false })
    const [outcome] = await Promise.allSettled([window.loadURL(url)])
    window.destroy()
    return outcome?.status
  }, address)

/** Replaces the system's browser by a list. */
const recordOpened = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ shell }) => {
    const state = globalThis as unknown as { opened: string[] }
    state.opened = []
    shell.openExternal = async (address) => {
      state.opened.push(address)
    }
  })

const openedOutside = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)

/** A server without encryption, and every request that reached it. */
async function withServer(work: (address: string, requests: string[]) => Promise<void>): Promise<void> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests)
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
