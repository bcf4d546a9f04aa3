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

function misses(cases: readonly unknown[]): string[] {
  return observations(cases).flatMap(({ observed, observation, engine, input }) => {
    const found = disagreements(observation, resolveConfiguration(input, now))
    return found.map((difference) => `${observed.id} ${engine}, ${observed.title}: ${difference}`)
  })
}

describe('what real wrappers did', () => {
  it('comes out of the rules, whole start-ups of five kinds of wrapper', () => {
    expect(observations(wrapperCases).length).toBeGreaterThan(1600)
    expect(misses(wrapperCases)).toEqual([])
  })

  it('comes out of the rules, whole configurations of eight kinds of server', () => {
    expect(observations(serverCases).length).toBeGreaterThan(1350)
    expect(misses(serverCases)).toEqual([])
  })

  it('shows no secret', () => {
    const shown = [...observations(wrapperCases), ...observations(serverCases)].map(({ input }) =>
      JSON.stringify(resolveConfiguration(input, now)),
    )
    expect(shown.filter((text) => /secret-value-|SECRET[A-Z]{3}|TOKEN(?:STANZA|ENV|CREDS)/.test(text))).toEqual([])
  })
})
