import { describe, expect, it } from 'vitest'
import { createDraftStore } from './draft-store.ts'

/** Whether the page would let itself be closed now. */
const closes = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

describe('drafts', () => {
  it('hold the window as long as one of them is not saved', () => {
    const seals = createDraftStore<string>({ unsaved: true })
    const others = createDraftStore<string>({ unsaved: true })
    seals.set('a', 'typed')
    seals.set('b', 'typed')
    others.set('c', 'typed')
    expect(closes()).toBe(false)
    seals.set('a', undefined)
    seals.set('b', undefined)
    expect(closes()).toBe(false)
    others.set('c', undefined)
    expect(closes()).toBe(true)
  })

  it('that are never saved do not hold it', () => {
    createDraftStore<string>().set('a', 'typed')
    expect(closes()).toBe(true)
  })
})
