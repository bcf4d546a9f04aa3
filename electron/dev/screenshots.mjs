import { withDisplay } from './display.mjs'
import { tool } from './places.mjs'
import { runNode } from './run.mjs'
import { setUp } from './setup.mjs'
import { runScript } from './stop.mjs'

/** `npm run screenshots`: takes the pictures of the guide anew, from the real app. */
async function screenshots(args) {
  const { electron } = await setUp()
  const { code } = await withDisplay((env) =>
    runNode([tool.playwright, 'test', '--config', 'e2e/screenshots/playwright.config.ts', ...args], {
      env: { ...env, SEALWRIGHT_ELECTRON: electron },
    }),
  )
  return code
}

await runScript(screenshots)
