import { describe, expect, it } from 'vitest'
import { draftOf, emptyTexts, parametersOf, sameDraft, textsOf } from './seal-draft.ts'

describe('parametersOf', () => {
  it('leaves out what is empty and types disabled and priority', () => {
    const texts = { ...emptyTexts(), kms_key_id: 'alias/a', disabled: 'true', priority: '2', region: '' }
    expect(parametersOf(texts)).toEqual({ kms_key_id: 'alias/a', disabled: true, priority: 2 })
  })

  it('keeps blanks and odd values, which the server also sees', () => {
    expect(parametersOf({ ...emptyTexts(), kms_key_id: ' x ', disabled: 'yes' })).toEqual({
      kms_key_id: ' x ',
      disabled: 'yes',
    })
  })

  it('comes back from its own texts', () => {
    const parameters = { region: 'eu-west-1', secret_key: 'env://S', disabled: false, priority: 1 }
    expect(parametersOf(textsOf(parameters))).toEqual(parameters)
  })
})

describe('sameDraft', () => {
  const seal = {
    id: 's1',
    name: 'One',
    engine: { product: 'vault', version: '1.21.4' } as const,
    connection: { kind: 'sandbox' } as const,
    parameters: { kms_key_id: 'alias/a' },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }

  it('sees no change in an untouched form', () => {
    expect(sameDraft(draftOf(seal), draftOf(structuredClone(seal)))).toBe(true)
  })

  it.each([
    { name: 'Two' },
    { engine: { product: 'vault', version: '1.21.3' } as const },
    { connection: { kind: 'environment' } as const },
    { parameters: { kms_key_id: 'alias/b' } },
  ])('sees a change in %j', (change) => {
    expect(sameDraft(draftOf(seal), draftOf({ ...seal, ...change }))).toBe(false)
  })

  it('sees a version that is not finished', () => {
    expect(sameDraft(draftOf(seal), { ...draftOf(seal), unfinished: { version: '2.5' } })).toBe(false)
  })
})
