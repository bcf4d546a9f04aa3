import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '../fixtures/electron-app.ts'
import { playJ1 } from '../journeys/j1-steps.ts'

/** The first journey for someone who reads a terminal: what it made stays in a folder of the repository. */
test('first run without AWS', async ({ app, page }, testInfo) => {
  const folder = join(import.meta.dirname, '../../test-results/demo')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const made = await playJ1({ app, page, folder })
  const screenshot = join(folder, 'window.png')
  await page.screenshot({ path: screenshot })
  for (const [type, description] of Object.entries({ ...made, screenshot }))
    testInfo.annotations.push({ type, description })
})
