import { describe, expect, it } from 'vitest'
import type { ConfigEdit } from '../../../../shared/domain/config-stanza.ts'
import { EditQueue } from './edit-queue.ts'

/** A text whose edits are made when the test says so: each appends its value. */
function openText(initial = '') {
  const held: { text: string; edit: ConfigEdit; answer(text: string): void; fail(error: Error): void }[] = []
  const state = { text: initial, failures: [] as unknown[] }
  const queue = new EditQueue({
    text: () => state.text,
    edit: (text, edit) => new Promise((answer, fail) => held.push({ text, edit, answer, fail })),
    become: (text) => {
      state.text = text
    },
    onFailure: (error) => state.failures.push(error),
  })
  const next = async () => {
    await Promise.resolve()
    const question = held.shift()
    if (!question) throw new Error('Nothing is asked')
    return question
  }
  return { queue, state, next, held }
}

const setKey = (value: string, key = 'region'): ConfigEdit => ({ stanza: 0, key, value })

describe('edits from the forms', () => {
  it('are made one after the other, each on what the one before has left', async () => {
    const { queue, state, next } = openText()
    void queue.add(setKey('a', 'one'))
    const done = queue.add(setKey('b', 'two'))
    ;(await next()).answer('a')
    await new Promise<void>((resolve) => setTimeout(resolve))
    const second = await next()
    expect(second.text).toBe('a')
    second.answer('ab')
    await done
    expect(state.text).toBe('ab')
  })

  it('become one while they wait and are about the same key', async () => {
    const { queue, next, held } = openText()
    void queue.add(setKey('e'))
    void queue.add(setKey('eu'))
    const done = queue.add(setKey('eu-'))
    ;(await next()).answer('e')
    await new Promise<void>((resolve) => setTimeout(resolve))
    const last = await next()
    expect(last.edit).toEqual(setKey('eu-'))
    last.answer('eu-')
    await done
    expect(held).toEqual([])
  })

  it('are made again when the text was changed meanwhile', async () => {
    const { queue, state, next } = openText('old')
    const done = queue.add(setKey('a'))
    const first = await next()
    state.text = 'typed'
    first.answer('old a')
    await new Promise<void>((resolve) => setTimeout(resolve))
    const again = await next()
    expect(again.text).toBe('typed')
    again.answer('typed a')
    await done
    expect(state.text).toBe('typed a')
  })

  it('end with the one that is refused', async () => {
    const { queue, state, next, held } = openText('old')
    void queue.add(setKey('a', 'one'))
    const done = queue.add(setKey('b', 'two'))
    ;(await next()).fail(new Error('no'))
    await done
    expect(state).toMatchObject({ text: 'old', failures: [new Error('no')] })
    expect(held).toEqual([])
  })
})
