import { checkTypes } from './stages.mjs'
import { runScript } from './stop.mjs'

/** `npm run types`: the TypeScript projects alone. */
await runScript(async () => {
  const { failed, output } = await checkTypes()
  if (output) console.log(output)
  return failed === 0 ? 0 : 1
})
