/** Effective settings: what the servers of every engine make of one stanza, worked out anew each time. */
import { resolveConfiguration } from '../../electron/seal/resolve/resolve.ts'
import { type Engine, productSchema } from '../../shared/domain/engine.ts'
import { selectableVersions } from '../../shared/domain/releases.ts'
import { interleave, timed } from './measure.ts'
import type { Row } from './report.ts'

const rounds = 200
const most = 5

const plugin: Engine = { product: 'openbao', version: '2.6.2', plugin: '2.5.0' }
/** One release for each set of rules: what every release of a product comes down to, and the external plugin. */
const engines: Engine[] = [
  ...productSchema.options.flatMap((product) => newestOfEach(product).map((version) => ({ product, version }))),
  plugin,
]

export async function benchResolve(): Promise<Row[]> {
  let turn = 0
  const resolveAll = () => {
    turn += 1
    for (const engine of engines) resolveConfiguration({ ...server(turn), engine }, 0)
  }
  for (let warm = 0; warm < rounds; warm++) resolveAll()
  const { measured } = await interleave(rounds, { measured: () => timed(resolveAll) })
  const figure = `one stanza for all ${engines.length} engines`
  const goal = { text: `≤ ${most}`, met: measured.median <= most }
  return [{ section: 'resolve', figure, unit: 'ms', measured, goal }]
}

/** Every turn asks about another region, as after a keystroke, so that no answer can be used again. */
const server = (turn: number) => ({
  config: `storage "raft" {
  path = "/var/lib/vault"
}

seal "awskms" {
  kms_key_id = "alias/vault-unseal"
  region     = "eu-west-${turn}"
  endpoint   = "https://kms.example"
}
`,
  environment: {
    HOME: '/home/vault',
    AWS_PROFILE: 'ops',
    AWS_REGION: 'us-east-1',
    AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/x',
  },
  files: {
    '/home/vault/.aws/config':
      '[profile ops]\nregion = eu-west-3\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\n',
    '/home/vault/.aws/credentials': '[base]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = hidden\n',
  },
})

function newestOfEach(product: Engine['product']): string[] {
  const seen = new Map<string, string>()
  for (const { version, release } of selectableVersions(product)) {
    const rules = JSON.stringify([release.wrapper, release.era])
    if (!seen.has(rules)) seen.set(rules, version)
  }
  return [...seen.values()]
}
