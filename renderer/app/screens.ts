/** A screen in the side navigation. Its number is its shortcut, and stays when screens are added between. */
export interface Screen {
  path: string
  title: string
  number: number
}

export const screens: readonly Screen[] = [
  { path: '/seals', title: 'Seals', number: 1 },
  { path: '/keys', title: 'Keys', number: 2 },
  { path: '/settings', title: 'Settings', number: 6 },
]

export const firstScreen = '/seals'

/**
 * The part of a path that is a place of its own: a screen, a seal, the wizard. The tabs of a seal share its place, and so do the
 * list of keys and the key beside it.
 */
export function placeOf(path: string): string {
  const [, screen = '', detail] = path.split('/')
  return screen === 'seals' && detail ? `/seals/${detail}` : `/${screen}`
}

/** The screen that a path belongs to, itself or one of its details; undefined for a path that leads nowhere. */
export function screenOf(path: string): Screen | undefined {
  return screens.find((screen) => path === screen.path || path.startsWith(`${screen.path}/`))
}
