/** Configuration files: a file of 10 000 lines read, judged anew after a keystroke, and read and formatted. */
import { lint } from '../../electron/hcl/lint/lint.ts'
import { parse } from '../../electron/hcl/parse.ts'
import { format } from '../../electron/hcl/print/printer.ts'
import type { Engine } from '../../shared/domain/engine.ts'
import { interleave, type Spread, timed } from './measure.ts'
import type { Row } from './report.ts'

const rounds = 25
const engine: Engine = { product: 'vault', version: '1.21.4' }
/** The servers' own formatter in Go, measured once on a machine like ours with a file of this size and kind. */
const goFormatMs = 13.8

export async function benchHcl(): Promise<Row[]> {
  const text = vaultFile(10_000)
  if (format(parse(text)) === undefined) throw new Error('the file is not one that a server reads')
  let keystroke = 0
  const measured = await interleave(rounds, {
    parse: () => timed(() => parse(text)),
    // Every keystroke is another text, so that nothing of the last one can be used again.
    lint: () => timed(() => lint(parse(withKeystroke(text, keystroke++)), engine)),
    format: () => timed(() => format(parse(text))),
  })
  return [
    row('parse 10 000 lines', measured.parse, '≤ 60', 60),
    row('keystroke to lint, 10 000 lines', measured.lint, '≤ 50', 50),
    row('parse + format, 10 000 lines', measured.format, `≤ ${(3 * goFormatMs).toFixed(1)} (3 × Go's)`, 3 * goFormatMs),
  ]
}

function row(figure: string, measured: Spread, text: string, most: number): Row {
  return { section: 'hcl', figure, unit: 'ms', measured, goal: { text, met: measured.median <= most } }
}

/** A letter more in the middle of the file, in a comment. */
function withKeystroke(text: string, count: number): string {
  const at = text.indexOf('# listener', text.length / 2)
  return `${text.slice(0, at + 2)}${'x'.repeat(count + 1)}${text.slice(at + 2)}`
}

/** A file as operators write them: listeners, comments, lists and nested blocks, with two seals in the middle. */
function vaultFile(lines: number): string {
  const parts = ['/* Configuration\n   of a server */', 'ui = true', 'disable_mlock = true']
  for (let count = 0, written = 4; written < lines - 20; count++) {
    const part = count === 300 ? seals : listener(count)
    parts.push(part)
    written += part.split('\n').length + 1
  }
  return `${parts.join('\n\n')}\n`
}

function listener(count: number): string {
  return `# listener ${count} serves the cluster
listener "tcp" {
  address         = "10.0.${count % 256}.1:8200"
  cluster_address = "10.0.${count % 256}.1:8201"
  tls_cert_file   = "/etc/vault.d/tls/${count}.crt"
  tls_key_file    = "/etc/vault.d/tls/${count}.key" # for root only
  tls_disable     = false

  telemetry {
    unauthenticated_metrics_access = ${count % 2 === 0}
  }

  x_forwarded_for_authorized_addrs = ["10.0.0.0/8", "192.168.${count % 256}.0/24"]
  max_request_size = ${33_554_432 + count}
}`
}

const seals = `seal "awskms" {
  region     = "eu-west-1"
  kms_key_id = "alias/vault-unseal"
  name       = "new"
  priority   = 1
}

seal "awskms" {
  region     = "eu-central-1"
  kms_key_id = "alias/vault-unseal"
  disabled   = "true"
  name       = "old"
  priority   = 2
}`
