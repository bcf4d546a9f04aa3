import { mkdtemp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures/electron-app.ts'
import { playJ1 } from './j1-steps.ts'

test('leads from an empty app to a proved seal and its HCL, and finds it again after a restart', async ({
  launch,
  folders,
}) => {
  const folder = await mkdtemp(join(folders.temporary, 'made-'))
  const first = await launch()
  const { hcl, report } = await playJ1({ ...first, folder })
  expect(await readFile(hcl, 'utf8')).toMatch(/endpoint\s+= "http:\/\/127\.0\.0\.1:\d+"/)
  expect(await readFile(report, 'utf8')).toMatch(/Compare +passed/)
  const endpoint = endpointIn(await readFile(hcl, 'utf8'))
  await first.close()

  const second = await launch()
  await second.page.getByRole('link', { name: 'Seals' }).first().click()
  const row = second.page.getByRole('row', { name: /First seal/ })
  await expect(row).toContainText('OpenBao 2.6.2')
  await expect(row).toContainText('Passed')
  await row.getByRole('link').click()
  await expect(second.page.getByRole('region', { name: 'HCL' })).toContainText(endpoint)
  await second.page.getByRole('tab', { name: 'Check' }).click()
  await second.page.getByRole('button', { name: 'Run check again' }).click()
  await expect(second.page.getByText('This identity can use the key as a seal key')).toBeVisible()
  await expect(second.page.getByText('Passed', { exact: true })).toHaveCount(7)
})

test('can be gone by keyboard alone', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'No seals yet' })).toBeVisible()
  await reach(page, 'Try it on the sandbox')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('combobox', { name: 'Version' })).toBeVisible()
  await pressNext(page)
  await expect(page.getByText(/^http:\/\/127\.0\.0\.1:\d+$/)).toBeVisible()
  await pressNext(page)
  await reach(page, 'Filter keys')
  await page.keyboard.type('vault-unseal')
  await expect(page.getByRole('row')).toHaveCount(2)
  await reach(page, 'alias/vault-unseal')
  await page.keyboard.press('Space')
  await pressNext(page)
  await expect(page.getByRole('region', { name: 'HCL' })).toBeVisible()
  await reach(page, 'Create')
  await page.keyboard.press('Enter')
  await expect(page.getByText('This identity can use the key as a seal key')).toBeVisible()
  await reach(page, 'Check')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'HCL' })).toContainText('seal "awskms"')
  await reach(page, 'Copy all')
})

test('renames, edits, marks the check stale, duplicates, removes and puts back', async ({ app, page, folders }) => {
  await playJ1({ app, page, folder: folders.temporary })
  await page.getByRole('button', { name: 'Rename' }).click()
  await page.getByRole('textbox', { name: 'Name of First seal' }).fill('Payments')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeVisible()
  await page.getByRole('tab', { name: 'Configure' }).click()
  await page.getByRole('textbox', { name: /kms_key_id/ }).fill('alias/rotated')
  await expect(page.getByText('stale', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+1')
  const row = page.getByRole('row', { name: /Payments/ })
  await expect(row).toContainText('stale')
  await row.click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByRole('row', { name: /Payments \(copy\)/ })).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('row', { name: /\(copy\)/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('row', { name: /\(copy\)/ })).toBeVisible()
})

const endpointIn = (hcl: string) => /http:\/\/127\.0\.0\.1:\d+/.exec(hcl)?.[0] ?? 'no endpoint'

/** Moves the focus on with Tab until it stands on the element of that name. */
async function reach(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed++) {
    await page.keyboard.press('Tab')
    if ((await focusedName(page)) === name) return
  }
  throw new Error(`Tab never reached ${name}`)
}

async function pressNext(page: Page): Promise<void> {
  await reach(page, 'Next')
  await page.keyboard.press('Enter')
}

/** The accessible name, as far as labels and contents give it. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element) return ''
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const byId = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id))
    const named = [...byId, ...labels].map((each) => each?.textContent?.trim() ?? '').filter(Boolean)
    return element.getAttribute('aria-label') ?? named[0] ?? element.textContent?.trim() ?? ''
  })
}
