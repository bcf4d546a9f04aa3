import type { Bridge } from '../../shared/contract/bridge.ts'

declare global {
  interface Window {
    /** Put there by the preload script; absent when the page is opened anywhere but in the app. */
    readonly bridge?: Bridge
  }
}

/** The bridge that the app gave this page. */
export function windowBridge(): Bridge {
  if (!window.bridge) throw new Error('This page works inside the app only: the bridge is missing.')
  return window.bridge
}
