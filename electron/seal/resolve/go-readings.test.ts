/** Texts made at random, and what Go's own readers said of them: both AWS SDKs' of AWS files, `net/url` and `encoding/json`. */
import { describe, expect, it } from 'vitest'
import { readIni as readFirst } from './first-sdk/ini.ts'
import { jsonError } from './go-json.ts'
import { parseGoUrl } from './go-text.ts'
import { readIni as readSecond } from './second-sdk/ini.ts'
import readings from './testdata/go-readings.json'

type Sections = Record<string, Record<string, string>>
type Reading = [text: string, first: Sections | null, second: Sections, url: [string, string] | null, json: string]

const all = readings as unknown as Reading[]
/** Entries before the first section are kept by Go and asked for by nobody. */
const named = ([name]: readonly [string, unknown]) => name !== ''

describe('the readers of Go', () => {
  it('are followed in AWS files by the first SDK', () => {
    const read = all.map(([text]) => {
      const sections = readFirst(text)
      if (!sections) return null
      const entries = [...sections].filter(named)
      return Object.fromEntries(
        entries.map(([name, section]) => [
          name,
          Object.fromEntries([...section].map(([key, { value }]) => [key, value])),
        ]),
      )
    })
    expect(read).toEqual(all.map(([, first]) => first))
  })

  it('are followed in AWS files by the second SDK, tables of indented entries included', () => {
    const read = all.map(([text]) =>
      Object.fromEntries(
        [...readSecond(text, 'file')]
          .filter(named)
          .map(([name, { values }]) => [
            name,
            Object.fromEntries(
              [...values].flatMap(([key, { value, table = new Map() }]) => [
                [key, value],
                ...[...table].map(([inner, text]) => [`${key}>${inner}`, text]),
              ]),
            ),
          ]),
      ),
    )
    expect(read).toEqual(all.map(([, , second]) => second))
  })

  it('are followed in addresses', () => {
    const read = all.map(([text]) => {
      const url = parseGoUrl(text)
      return url ? [url.scheme, url.host] : null
    })
    expect(read).toEqual(all.map(([, , , url]) => url))
  })

  it('are followed in what they say of broken JSON', () => {
    expect(all.map(([text]) => jsonError(text) ?? '')).toEqual(all.map(([, , , , json]) => json))
  })

  it('had texts of every kind before them', () => {
    expect(all.length).toBeGreaterThan(800)
    expect(all.filter(([, first]) => first === null).length).toBeGreaterThan(100)
    expect(all.filter(([, , , url]) => url === null).length).toBeGreaterThan(50)
  })
})
