/** How much JavaScript the first screen loads: the scripts that the page really fetches until it is usable. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { _electron, type Page } from '@playwright/test'
import { withFolder } from './launch.ts'
import { spread } from './measure.ts'
import type { Row } from './report.ts'

export async function benchFirstScreen(): Promise<Row[]> {
  const scripts = await withFolder(loadedScripts)
  const files = await Promise.all(scripts.map((path) => readFile(join(process.cwd(), 'out', 'renderer', path))))
  const kibibytes = (sizes: number[]) => spread([sizes.reduce((sum, size) => sum + size, 0) / 1024])
  const rows: [string, number[]][] = [
    [`JavaScript, ${files.length} files`, files.map((file) => file.length)],
    ['the same, gzipped', files.map((file) => gzipSync(file).length)],
  ]
  return rows.map(([figure, sizes]) => ({ section: 'first screen', figure, unit: 'KiB', measured: kibibytes(sizes) }))
}

async function loadedScripts(userData: string): Promise<string[]> {
  const electron = process.env.SEALWRIGHT_ELECTRON
  if (!electron) throw new Error('SEALWRIGHT_ELECTRON names no Electron: run this with `npm run bench`')
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]))
  const holdStart = join(process.cwd(), 'e2e', 'fixtures', 'hold-start.cjs')
  const args = ['-r', holdStart, process.cwd(), `--user-data-dir=${userData}`]
  const app = await _electron.launch({ executablePath: electron, chromiumSandbox: true, args, env })
  try {
    const page = await app.firstWindow()
    await isUsable(page)
    const paths = new Set<string>()
    page.on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) paths.add(pathname)
    })
    await page.reload()
    await isUsable(page)
    return [...paths]
  } finally {
    await app.close()
  }
}

const isUsable = (page: Page) => page.waitForFunction(() => performance.getEntriesByName('usable').length > 0)
