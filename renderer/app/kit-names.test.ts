import { describe, expect, it } from 'vitest'
import kit from '../../node_modules/@cloudscape-design/components/internal/base-theme/styles.scoped.css?raw'
import shell from './shell.css?raw'

describe('the style sheet of the frame', () => {
  const names = [...shell.matchAll(/^\s*(--(?!sw-)[\w-]+):/gm)].map(([, name]) => name ?? '')

  it('sets fonts of the kit', () => {
    expect(names.length).toBeGreaterThan(0)
  })

  it.each(names)('names a property that this version of the kit has: %s', (name) => {
    expect(kit).toContain(`${name}:`)
  })
})
