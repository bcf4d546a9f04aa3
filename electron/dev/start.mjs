import { join } from 'node:path'
import { needsVirtualDisplay, withDisplay } from './display.mjs'
import { results, root, tool } from './places.mjs'
import { run, runNode } from './run.mjs'
import { setUp } from './setup.mjs'
import { runScript } from './stop.mjs'

/**
 * `npm start`: set-up, then the app. Without a display nobody could see it, so there it is shown at work instead: the first
 * journey is played through the real window on a virtual display, each step is printed, and what it made is left to look at.
 */
async function start(args) {
  const { electron } = await setUp()
  if (needsVirtualDisplay()) return demonstrate(electron)
  const { code } = await run(electron, [root, ...args])
  return code
}

async function demonstrate(electron) {
  const folder = join(results, 'demo')
  console.log('There is no display: the first journey is played on a virtual one.\n')
  const { code } = await withDisplay((env) =>
    runNode([tool.playwright, 'test', '--config', 'e2e/demo/playwright.config.ts'], {
      env: { ...env, SEALWRIGHT_ELECTRON: electron, SEALWRIGHT_DEMO_FOLDER: folder },
    }),
  )
  return code
}

await runScript(start)
