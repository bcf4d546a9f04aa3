/** Resolves once the page as it stands has been drawn. A hidden page draws no frame and waits for none. */
export async function firstFrame(): Promise<void> {
  if (document.visibilityState === 'hidden') return
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}
