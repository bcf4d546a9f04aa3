import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Engine } from '../../shared/domain/engine.ts'
import { releaseOf } from '../../shared/domain/releases.ts'
import { parse } from './parse.ts'
import { serverRefusal } from './server-refusal.ts'

interface ServerCase {
  id: string
  config: string
  allowDuplicates?: boolean
  expect: { engines: string[]; refusal: string | null }[]
}

/** What servers said on loading whole files, from the observed server cases; the end of a text may be cut. */
const cases: ServerCase[] = JSON.parse(readFileSync(new URL('testdata/server-verdicts.json', import.meta.url), 'utf8'))

/** `openbao-2.6.2+plugin-2.5.0`; the release candidate of 2.7 counts as 2.7. */
function engineOf(name: string): Engine {
  const [server = '', plugin] = name.split('+plugin-')
  const [product, version = ''] = server.split(/-(.*)/)
  const engine = { version: version.replace('-rc', '.0'), ...(plugin === undefined ? {} : { plugin }) }
  return { product: product === 'vault' ? 'vault' : 'openbao', ...engine }
}

describe('beside real servers', () => {
  it.each(cases.map((each): [string, ServerCase] => [each.id, each]))(
    'judges %s alike',
    (_, { config, allowDuplicates, expect: verdicts }) => {
      const document = parse(config)
      for (const { engines, refusal } of verdicts) {
        for (const engine of engines) {
          const found = serverRefusal(document, releaseOf(engineOf(engine)), {
            allowDuplicates: allowDuplicates ?? false,
          })
          if (refusal === null) expect(found, engine).toBeUndefined()
          else expect(found?.text.startsWith(refusal), `${engine}: ${found?.text}`).toBe(true)
        }
      }
    },
  )
})

describe('a refusal', () => {
  const vault = releaseOf({ product: 'vault', version: '1.21.4' })
  const openBao = releaseOf({ product: 'openbao', version: '2.7.2' })

  it.each([
    [
      'a stanza that is no block',
      'seal = "awskms"',
      "error parsing 'seal': seal.seal: root: not an object type for map (*ast.LiteralType)",
    ],
    [
      'a name that is not one',
      'seal "awskms" {\n  name = "a b"\n}',
      "error parsing 'seal': seal.awskms 'name' field can only include",
    ],
    [
      'a priority of a list',
      'seal "awskms" {\n  priority = [1]\n}',
      "error parsing 'seal': seal.awskms unable to parse 'priority'",
    ],
  ])('names %s', (_, text, start) => {
    expect(serverRefusal(parse(text), vault)?.text).toContain(start)
  })

  it('never shows the value that it is about', () => {
    const text = 'seal "awskms" {\n  secret_key = ["do-not-print"]\n}'
    expect(serverRefusal(parse(text), vault)?.text).toBe(
      "error parsing 'seal': seal.awskms: '' expected type 'string', got unconvertible type '[]interface {}'",
    )
  })

  it('knows the intervals of a health check where the release does', () => {
    const document = parse('seal "awskms" {\n  health_check_interval = "0s"\n}')
    expect(serverRefusal(document, vault)).toBeUndefined()
    expect(serverRefusal(document, openBao)?.text).toBe(
      "error parsing 'seal': seal.awskms health_check_interval cannot be less or equal to zero",
    )
  })
})
