import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { useEffect, useSyncExternalStore } from 'react'
import type { Settings } from '../../shared/domain/settings.ts'

const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  darkSystem.addEventListener('change', listener)
  return () => darkSystem.removeEventListener('change', listener)
}

/** Puts colours and density on the page: the theme that was set, else the system's. */
export function useTheme({ theme, density }: Pick<Settings, 'theme' | 'density'>): void {
  const systemIsDark = useSyncExternalStore(subscribe, () => darkSystem.matches)
  const dark = theme === 'system' ? systemIsDark : theme === 'dark'
  useEffect(() => {
    applyMode(dark ? Mode.Dark : Mode.Light)
    document.body.classList.toggle('sw-light-mode', !dark)
  }, [dark])
  useEffect(() => applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable), [density])
}
