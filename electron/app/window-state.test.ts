import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { fittingBounds, readWindowState, type WindowState, writeWindowState } from './window-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'window-state-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the remembered window', () => {
  test('comes back as it was written, and nothing else is left in the folder', () => {
    const below = join(folder, 'data')
    const file = join(below, 'window.json')
    const state: WindowState = { bounds: { x: -5, y: 10, width: 900, height: 700 }, maximised: true, theme: 'dark' }
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
    expect(readdirSync(below)).toEqual(['window.json'])
  })

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['cut off', '{"maximised":tr'],
    ['not an object', '[]'],
    ['of wrong types', '{"bounds":{"x":0,"y":0,"width":"wide","height":1e400},"maximised":1,"theme":"pink"}'],
  ])('is a first start when the file is %s', (name, text) => {
    const file = join(folder, `${name}.json`)
    if (text !== undefined) writeFileSync(file, text)
    expect(readWindowState(file)).toEqual({ maximised: false, theme: 'system' })
  })
})

describe('the bounds of the window', () => {
  const left = { x: 0, y: 0, width: 1920, height: 1080 }
  const right = { x: 1920, y: 0, width: 1280, height: 1024 }

  test('are the usual size, placed by the system, on a first start', () => {
    expect(fittingBounds(undefined, [left])).toEqual({ width: 1280, height: 800 })
  })

  test('stay as they were on a screen that is still there', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 700 }
    expect(fittingBounds(bounds, [left, right])).toEqual(bounds)
  })

  test('keep the size but not the place when their screen is gone', () => {
    expect(fittingBounds({ x: 2000, y: 50, width: 1000, height: 700 }, [left])).toEqual({ width: 1000, height: 700 })
  })

  test('are moved back whole when they hang over an edge', () => {
    const hanging = { x: -300, y: 900, width: 1000, height: 700 }
    expect(fittingBounds(hanging, [left])).toEqual({ x: 0, y: 380, width: 1000, height: 700 })
  })

  test('shrink to a screen that became smaller', () => {
    const small = { x: 0, y: 0, width: 1024, height: 768 }
    expect(fittingBounds({ x: 0, y: 0, width: 1920, height: 1080 }, [small])).toEqual(small)
  })

  test('are never smaller than the page can be used', () => {
    expect(fittingBounds({ x: 10, y: 10, width: 200, height: 150 }, [left])).toMatchObject({ width: 800, height: 600 })
  })
})
