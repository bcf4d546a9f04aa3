/**
 * The sandbox alone, as a command: one line of JSON on stdout when it accepts connections, and nothing else there; what
 * goes wrong goes to stderr. SIGTERM and SIGINT end it with its state on disk.
 */
import { parseArgs } from 'node:util'
import { defaultDataFolder } from './data-folder.ts'
import { SandboxFailure } from './failure.ts'
import { type RunningSandbox, type SandboxOptions, startSandbox } from './sandbox.ts'

const usage = 'Usage: npm run -s sandbox -- [--port N] [--data DIR] [--seed demo|empty]'

function readOptions(args: string[]): SandboxOptions {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string' }, data: { type: 'string' }, seed: { type: 'string' } },
  })
  const { port = '0', data = defaultDataFolder(process.platform, process.env), seed = 'demo' } = values
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`--port takes a number from 0 to 65535: ${port}`)
  if (seed !== 'demo' && seed !== 'empty') throw new Error(`--seed takes demo or empty: ${seed}`)
  return {
    port: Number(port),
    dataDir: data,
    seed,
    log: (message, reason) => complain(`${message}: ${String(reason)}`),
  }
}

function complain(message: string): void {
  process.stderr.write(`${message}\n`)
}

function stopOnSignal(sandbox: RunningSandbox): void {
  const stop = () => {
    sandbox.stop().then(
      () => process.exit(0),
      (reason) => {
        complain(`The sandbox did not stop cleanly: ${String(reason)}`)
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

async function run(options: SandboxOptions): Promise<void> {
  try {
    const sandbox = await startSandbox(options)
    stopOnSignal(sandbox)
    process.stdout.write(`${JSON.stringify(sandbox.ready)}\n`)
  } catch (reason) {
    complain(reason instanceof SandboxFailure ? reason.message : String(reason))
    process.exitCode = 1
  }
}

try {
  await run(readOptions(process.argv.slice(2)))
} catch (reason) {
  complain(`${reason instanceof Error ? reason.message : String(reason)}\n${usage}`)
  process.exitCode = 2
}
