import { findsNoBarrier } from '../fixtures/barriers.ts'
import { expect, test } from '../fixtures/electron-app.ts'
import { playJ1 } from './j1-steps.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('no screen has a barrier that axe finds', async ({ app, page, folders }) => {
      test.slow()
      await expect(page.getByRole('heading', { name: 'No seals yet' })).toBeVisible()
      await findsNoBarrier(page, 'Seals, first run')
      await page.getByRole('button', { name: 'Try it on the sandbox' }).click()
      for (const step of ['server', 'identity', 'key']) {
        await expect(page.getByRole('button', { name: 'Next', exact: true })).toBeVisible()
        if (step === 'key') await expect(page.getByRole('radio').first()).toBeVisible()
        await findsNoBarrier(page, `New seal, ${step}`)
        await page.getByRole('button', { name: 'Next', exact: true }).click()
      }
      await page.getByRole('button', { name: 'Start over' }).click()
      await page.keyboard.press('Control+1')

      await playJ1({ app, page, folder: folders.temporary })
      await findsNoBarrier(page, 'Seal, export')
      for (const tab of ['Configure', 'Check', 'Test bench']) {
        await page.getByRole('tab', { name: tab }).click()
        await findsNoBarrier(page, `Seal, ${tab}`)
      }
      await page.keyboard.press('Control+1')
      await expect(page.getByRole('row', { name: /First seal/ })).toBeVisible()
      await findsNoBarrier(page, 'Seals')

      await page.keyboard.press('Control+2')
      await page
        .getByRole('row', { name: /alias\/rotated/ })
        .getByRole('radio')
        .check()
      for (const tab of ['Overview', 'Aliases', 'Rotation']) {
        await page.getByRole('tab', { name: tab }).click()
        await findsNoBarrier(page, `Keys, ${tab}`)
      }
      await page.keyboard.press('Control+6')
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Settings')
      await findsNoBarrier(page, 'Settings')
      await page.keyboard.press('Control+p')
      await expect(page.getByRole('dialog', { name: 'Switch identity' })).toBeVisible()
      await findsNoBarrier(page, 'Identity switcher')
    })
  })
}
