import { build } from './built-app.mjs'
import { installPackages } from './packages.mjs'
import { runScript } from './stop.mjs'

/** `npm run build`: the packages, then the app, built whether or not anything changed. It needs no Electron. */
await runScript(async () => {
  await installPackages()
  await build()
})
