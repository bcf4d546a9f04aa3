import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stop } from './stop.mjs'
import { hasDisplay } from './system-libraries.mjs'

/**
 * A screen for programs that need one. Where there is none (Linux without DISPLAY or WAYLAND_DISPLAY) a virtual one serves for as
 * long as the work lasts: the server picks a free number itself, listens on no network, and admits only who knows a random cookie.
 */
export const needsVirtualDisplay = () => process.platform === 'linux' && !hasDisplay()

/** Calls `work` with the environment that leads its child processes to the screen. */
export async function withDisplay(work) {
  if (!needsVirtualDisplay()) return work(process.env)
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-display-'))
  const cookies = join(folder, 'cookies')
  writeFileSync(cookies, anyDisplayCookie(randomBytes(16)), { mode: 0o600 })
  const server = startServer(cookies)
  try {
    return await work({ ...process.env, DISPLAY: `:${await displayNumber(server)}`, XAUTHORITY: cookies })
  } finally {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

function startServer(cookies) {
  const screen = ['-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-auth', cookies, '-displayfd', '3']
  const server = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  process.once('exit', () => server.kill())
  return server
}

/** Xvfb writes the number it took to file descriptor 3 once it accepts connections. */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let complaint = ''
    const stop = () => reject(new Stop(`The virtual display (Xvfb) did not start.\n${complaint}`))
    server.stderr.on('data', (text) => {
      complaint += text
    })
    server.stdio[3].once('data', (text) => resolve(Number.parseInt(text, 10)))
    server.once('error', stop)
    server.once('exit', stop)
  })
}

/** One entry of an Xauthority file, for every host and every display number: there is no number before the server runs. */
export function anyDisplayCookie(cookie) {
  const field = (bytes) => Buffer.concat([uint16(bytes.length), bytes])
  const empty = Buffer.alloc(0)
  return Buffer.concat([
    uint16(0xffff),
    field(empty),
    field(empty),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ])
}

function uint16(value) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}
