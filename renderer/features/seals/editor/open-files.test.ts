import { afterEach, describe, expect, it, vi } from 'vitest'
import { isDirty, openFiles } from './open-files.ts'

const engine = { product: 'vault', version: '1.21.4' } as const
const file = (path: string) => ({ path, text: 'a\n', version: 'v1' })
const add = (...paths: string[]) => openFiles.add(paths.map(file), () => engine)
const paths = () => openFiles.get().files.map(({ path }) => path)
const shown = () => openFiles.get().files.find(({ id }) => id === openFiles.get().activeId)
const mayClose = () => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

afterEach(() => {
  for (const { id } of openFiles.get().files) openFiles.close(id)
})

describe('the open files', () => {
  it('show the first of those that are opened together', () => {
    add('/a', '/b')
    expect(shown()?.path).toBe('/a')
  })

  it('keep the unsaved text of one that is opened again, and only show it', () => {
    add('/a', '/b')
    openFiles.change(openFiles.get().files[1]?.id ?? '', { text: 'mine' })
    add('/b')
    expect(paths()).toEqual(['/a', '/b'])
    expect(shown()).toMatchObject({ path: '/b', text: 'mine' })
  })

  it('show the next one when one is closed, and none after the last', () => {
    add('/a', '/b', '/c')
    openFiles.show(openFiles.get().files[1]?.id ?? '')
    openFiles.close(openFiles.get().activeId ?? '')
    expect(shown()?.path).toBe('/c')
    openFiles.close(openFiles.get().activeId ?? '')
    openFiles.close(openFiles.get().activeId ?? '')
    expect(openFiles.get()).toMatchObject({ files: [], activeId: undefined })
  })

  it('hold the window while one of them is not saved', () => {
    add('/a')
    const id = openFiles.get().activeId ?? ''
    expect(mayClose()).toBe(true)
    openFiles.change(id, { text: 'b\n' })
    expect(shown() && isDirty(shown() as NonNullable<ReturnType<typeof shown>>)).toBe(true)
    expect(mayClose()).toBe(false)
    openFiles.change(id, { disk: { text: 'b\n', version: 'v2' } })
    expect(mayClose()).toBe(true)
  })

  it('hold the window while an edit is made, whether it succeeds or not', async () => {
    const ends: (() => void)[] = []
    const edit = () => new Promise<void>((resolve) => ends.push(resolve))
    openFiles.whileEditing(edit())
    openFiles.whileEditing(edit())
    ends[0]?.()
    await Promise.resolve()
    expect(mayClose()).toBe(false)
    ends[1]?.()
    await vi.waitFor(() => expect(mayClose()).toBe(true))
  })
})
