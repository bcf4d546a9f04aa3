import { describe, expect, it } from 'vitest'
import { compareVersions, type Engine, productSchema } from './engine.ts'
import { releaseOf, releases, selectableVersions } from './releases.ts'

const summary = (product: Engine['product'], version: string, plugin?: string) => {
  const { wrapper, credentials, era } = releaseOf({ product, version, ...(plugin ? { plugin } : {}) })
  return [wrapper, credentials, ...(era.envMerge ? ['merge'] : []), ...(era.indirection ? ['references'] : [])].join(
    ' ',
  )
}

describe('the release of an engine', () => {
  it.each([
    ['vault', '1.12.3', 'v2.0.1 A0'],
    ['vault', '1.14.10', 'v2.0.7 A'],
    ['vault', '1.15.0', 'v2.0.7 A merge'],
    ['vault', '1.18.5', 'v2.0.9 A merge'],
    ['vault', '1.19.0', 'v2.0.11 A merge references'],
    ['vault', '1.21.4', 'v2.0.11 A merge references'],
    ['vault', '2.1.0', 'v2.0.11 A merge references'],
    ['vault', '2.2.0', 'v4.0 BH merge references'],
    ['vault', '9.0.0', 'v4.0 BH merge references'],
    ['openbao', '2.1.1', 'v2.2.0 A'],
    ['openbao', '2.2.0', 'v2.3.0 A references'],
    ['openbao', '2.5.0', 'v2.3.0 A references'],
    ['openbao', '2.6.2', 'v2.4.0 A references'],
    ['openbao', '2.7.2', 'v2.5.0 BO references'],
    ['openbao', '3.1.4', 'v2.5.0 BO references'],
  ] as const)('%s %s: %s', (product, version, expected) => {
    expect(summary(product, version)).toBe(expected)
  })

  it('follows the wrapper inside a plugin, where plugins exist', () => {
    expect(summary('openbao', '2.6.2', '2.5.0')).toBe('v2.5.0 BO references')
    expect(summary('openbao', '2.6.2', '2.4.0')).toBe('v2.4.0 A references')
    expect(summary('openbao', '2.7.2', '2.6.1')).toBe('v2.6.1 BO references')
    expect(summary('openbao', '2.5.1', '2.5.0')).toBe('v2.3.0 A references')
    expect(releaseOf({ product: 'openbao', version: '2.6.2', plugin: '2.5.0' }).era.errorPrefix).toContain('rpc error')
  })

  it('treats what is older than listed as the oldest row, as an assumption', () => {
    expect(releaseOf({ product: 'vault', version: '0.11.0' })).toMatchObject({ from: '1.4.0', confidence: 'assumed' })
  })
})

describe('the table', () => {
  it('leaves no gap and no overlap between the rows of a product', () => {
    for (const product of productSchema.options) {
      const rows = releases.filter((row) => row.product === product && !row.withPlugin)
      for (const [index, row] of rows.entries()) {
        const next = rows[index + 1]
        expect(next === undefined).toBe(row.to === undefined)
        if (!next || !row.to) continue
        const [major = 0, minor = 0, patch = 0] = row.to.split('.').map(Number)
        const follows =
          patch === 99 ? [`${major}.${minor + 1}.0`, `${major + 1}.0.0`] : [`${major}.${minor}.${patch + 1}`]
        expect([...follows, '2.7.0', '2.2.0']).toContain(next.from)
        expect(compareVersions(row.to, next.from)).toBeLessThan(0)
      }
    }
  })

  it('offers every row, newest first, and says which are assumed', () => {
    for (const product of productSchema.options) {
      const offered = selectableVersions(product)
      const versions = offered.map(({ version }) => version)
      expect(versions).toEqual([...versions].sort((a, b) => compareVersions(b, a)))
      const rows = releases.filter((row) => row.product === product && !row.withPlugin)
      expect(new Set(offered.map(({ release }) => release.from)).size).toBe(rows.length)
    }
    expect(
      selectableVersions('vault')
        .filter(({ assumed }) => assumed)
        .map(({ version }) => version),
    ).toContain('2.2.0')
    expect(selectableVersions('openbao').find(({ version }) => version === '2.6.2')?.assumed).toBe(false)
  })
})
