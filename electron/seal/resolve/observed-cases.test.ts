import { describe, expect, it } from 'vitest'
import { resolveConfiguration } from './resolve.ts'
import serverCases from './testdata/server-cases.json'
import wrapperCases from './testdata/wrapper-cases.json'
import { disagreements, engineOf, inputOf, type ObservedCase } from './testing/observed.ts'

const now = Date.parse('2026-11-25T00:00:00Z')

/** Put to a wrapper without a server, which would have read `disabled` and `name` itself. */
const notOfServers = new Set(['U5'])

function observations(cases: readonly unknown[]) {
  return (cases as readonly ObservedCase[])
    .filter(({ id }) => !notOfServers.has(id))
    .flatMap((observed) =>
      observed.expect.flatMap((observation) =>
        observation.engines.map((engine) => ({ observed, observation, engine })),
      ),
    )
    .flatMap((each) => {
      const input = inputOf(each.observed, engineOf(each.engine))
      return input ? [{ ...each, input }] : []
    })
}

/** Each observation with what the rules make of its case. */
function resolved(cases: readonly unknown[]) {
  return observations(cases).map((each) => ({ ...each, resolution: resolveConfiguration(each.input, now) }))
}

const ofWrappers = resolved(wrapperCases)
const ofServers = resolved(serverCases)

function misses(all: ReturnType<typeof resolved>): string[] {
  return all.flatMap(({ observed, observation, engine, resolution }) =>
    disagreements(observation, resolution).map(
      (difference) => `${observed.id} ${engine}, ${observed.title}: ${difference}`,
    ),
  )
}

describe('what real wrappers and servers did', () => {
  it('comes out of the rules: start-ups of five kinds of wrapper', () => {
    expect(ofWrappers.length).toBeGreaterThan(1600)
    expect(misses(ofWrappers)).toEqual([])
  })

  it('comes out of the rules: configurations of eight kinds of server', () => {
    expect(ofServers.length).toBeGreaterThan(1350)
    expect(misses(ofServers)).toEqual([])
  })

  it('is told without a secret', () => {
    const shown = [...ofWrappers, ...ofServers].map(({ resolution }) => JSON.stringify(resolution))
    expect(shown.filter((text) => /secret-value-|SECRET[A-Z]{3}|TOKEN(?:STANZA|ENV|CREDS)/.test(text))).toEqual([])
  })
})
