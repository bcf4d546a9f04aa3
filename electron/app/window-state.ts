import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** What the window needs before it can be drawn. The theme is kept here too, so that the first frame has the right colour. */
export interface WindowState {
  bounds?: Rectangle
  maximised: boolean
  theme: Theme
}

const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const smallest = { width: 800, height: 600 } as const
const usual = { width: 1280, height: 800 } as const

/** Reads the file as far as it makes sense; a missing or damaged one is a first start. */
export function readWindowState(file: string): WindowState {
  const { bounds, maximised, theme } = readObject(file)
  return {
    ...(isRectangle(bounds) && { bounds }),
    maximised: maximised === true,
    theme: themes.find((known) => known === theme) ?? 'system',
  }
}

/** Writes beside the file and moves it over. It runs while the window closes, when there is no time for anything slower. */
export function writeWindowState(file: string, state: WindowState): void {
  const draft = `${file}.${process.pid}.new`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(draft, `${JSON.stringify(state)}\n`)
  renameSync(draft, file)
}

/** The remembered bounds, corrected so that the window lies whole on a screen that is there today. */
export function fittingBounds(remembered: Rectangle | undefined, screens: readonly Rectangle[]): Partial<Rectangle> {
  const screen = remembered && screens.find((area) => overlap(area, remembered) >= visibleEnough)
  if (!remembered || !screen) return { ...usual, ...(remembered && sizeOf(remembered)) }
  const width = Math.min(Math.max(remembered.width, smallest.width), screen.width)
  const height = Math.min(Math.max(remembered.height, smallest.height), screen.height)
  return {
    x: within(remembered.x, screen.x, screen.x + screen.width - width),
    y: within(remembered.y, screen.y, screen.y + screen.height - height),
    width,
    height,
  }
}

/** Pixels of the window that must lie on a screen for the user to have left it there. */
const visibleEnough = 100 * 100

function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(width, 0) * Math.max(height, 0)
}

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

const sizeOf = ({ width, height }: Rectangle) => ({
  width: Math.max(width, smallest.width),
  height: Math.max(height, smallest.height),
})

function readObject(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false
  const sides: Record<string, unknown> = { ...value }
  return ['x', 'y', 'width', 'height'].every((side) => Number.isSafeInteger(sides[side]))
}
