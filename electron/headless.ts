/**
 * `npm run call`: the app's procedures in plain Node, without a window. The same composition as the app, with no desktop
 * around it; JSON in, JSON out, nothing else on standard output.
 */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import type { Envelope } from '../shared/contract/envelope.ts'
import { contract } from '../shared/contract/index.ts'
import { createComposition } from './composition/composition.ts'
import { noDesktop } from './composition/no-desktop.ts'
import { callOnce, serveLines } from './ipc/lines.ts'
import { defaultDataDirectory } from './store/data-directory.ts'

const usage = `Usage: npm run -s call -- PROCEDURE [--data DIR]     one call, input as JSON on standard input
       npm run -s call -- --lines [--data DIR]       one {"id","procedure","input"} a line
       npm run -s call -- --list                     every procedure with its kind
`

/** Exit codes: 0 answered, 1 a diagnosis, 2 a call that was wrong in itself. */
async function main(): Promise<number> {
  const { values, positionals } = arguments_()
  if (values.list) return list()
  const [procedure] = positionals
  if (values.lines ? positionals.length > 0 : positionals.length !== 1) return misused()
  if (values.data === '') return misused()

  const composition = createComposition({
    dataDirectory: resolve(values.data ?? defaultDataDirectory(process.platform, process.env, homedir())),
    environment: process.env,
    home: homedir(),
    desktop: noDesktop,
    runtimes: [{ name: 'Node.js', version: process.versions.node }],
    unofficialElectron: false,
  })
  try {
    if (values.lines) {
      await serveLines(composition.router, process.stdin, process.stdout)
      return 0
    }
    const input = process.stdin.isTTY ? '' : await text(process.stdin)
    const reply = await callOnce(composition.router, procedure ?? '', input, (_, progress) =>
      process.stderr.write(`${JSON.stringify(progress)}\n`),
    )
    process.stdout.write(`${JSON.stringify(reply)}\n`)
    return exitCodeOf(reply)
  } finally {
    await composition.close()
  }
}

function arguments_() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string' }, lines: { type: 'boolean' }, list: { type: 'boolean' } },
    })
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return { values: {}, positionals: [] }
  }
}

function list(): number {
  for (const [name, { kind }] of Object.entries(contract).sort()) process.stdout.write(`${name} ${kind}\n`)
  return 0
}

function misused(): number {
  process.stderr.write(usage)
  return 2
}

function exitCodeOf(reply: Envelope): number {
  if (reply.ok) return 0
  return reply.diagnosis.code === 'bad-request' ? 2 : 1
}

// On Node 20 the SDK prints a notice about its own future among the progress lines.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

// Not awaited here: chunks that are loaded on the way import this file, and would wait for it while it waits for them.
void main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`call: ${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  },
)
