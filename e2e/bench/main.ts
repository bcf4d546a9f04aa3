/**
 * `npm run bench [SECTION…]`: measures each section, prints one table and the same as JSON. A goal that is not met is
 * reported, never an error: speed is judged by a reader, not by an exit code.
 */
import { benchCheck } from './check.ts'
import { benchEncrypt } from './encrypt.ts'
import { benchFirstScreen } from './first-screen.ts'
import { benchHcl } from './hcl.ts'
import { benchKeys } from './keys.ts'
import { json, type Row, table } from './report.ts'
import { benchResolve } from './resolve.ts'
import { benchSandbox } from './sandbox.ts'
import { benchStart } from './start.ts'

const sections = {
  encrypt: benchEncrypt,
  check: benchCheck,
  keys: benchKeys,
  hcl: benchHcl,
  resolve: benchResolve,
  sandbox: benchSandbox,
  'first-screen': benchFirstScreen,
  start: benchStart,
}
type Section = keyof typeof sections

async function bench(asked: string[]): Promise<void> {
  const unknown = asked.filter((name) => !Object.hasOwn(sections, name))
  if (unknown.length > 0)
    throw new Error(`no section ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}`)
  const rows: Row[] = []
  for (const name of (asked.length > 0 ? asked : Object.keys(sections)) as Section[]) {
    process.stderr.write(`measuring ${name}\n`)
    rows.push(...(await sections[name]()))
  }
  process.stdout.write(`${table(rows)}\n\n${json(rows)}\n`)
}

// Not awaited here: chunks that are loaded on the way import this file, and would wait for it while it waits for them.
void bench(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
})
