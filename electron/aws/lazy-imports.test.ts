import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Packages that cost tens of milliseconds and megabytes to load: an app that has asked AWS nothing must not pay. */
const heavy = /^import (?!type )[^']*from '(@aws-sdk\/|@smithy\/|proxy-agent)/m

const sources = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))

describe('start-up', () => {
  it.each(sources)('loads no SDK through %s', (name) => {
    expect(readFileSync(join(import.meta.dirname, name), 'utf8')).not.toMatch(heavy)
  })

  it('would notice an import that does', () => {
    expect("import { KMSClient } from '@aws-sdk/client-kms'").toMatch(heavy)
    expect("import type { KMSClient } from '@aws-sdk/client-kms'").not.toMatch(heavy)
    expect("const { KMSClient } = await import('@aws-sdk/client-kms')").not.toMatch(heavy)
  })
})
