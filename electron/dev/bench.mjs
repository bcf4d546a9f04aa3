import { join } from 'node:path'
import { withDisplay } from './display.mjs'
import { cache, tool } from './places.mjs'
import { captureNode, runNode } from './run.mjs'
import { setUp } from './setup.mjs'
import { runScript, Stop } from './stop.mjs'

/** `npm run bench`: set-up, then the measurements in `e2e/bench`, bundled like the app so that both run the same kind of code. */
async function bench(args) {
  const { binary, electron } = await setUp()
  const { code, output } = await captureNode([
    tool.vite,
    'build',
    '--config',
    'e2e/bench/vite.config.ts',
    '--logLevel',
    'warn',
  ])
  if (code !== 0) throw new Stop(`The measurements could not be built.\n${output}`)
  const measured = await withDisplay((env) =>
    runNode([join(cache, 'bench/main.js'), ...args], {
      env: { ...env, SEALWRIGHT_ELECTRON: electron, SEALWRIGHT_ELECTRON_BINARY: binary },
    }),
  )
  return measured.code
}

await runScript(bench)
