/** One reason to keep the window: while it holds, the page refuses to be closed, and the window asks. */
export function createWindowHold(): (isHeld: boolean) => void {
  const refuse = (event: BeforeUnloadEvent) => event.preventDefault()
  return (isHeld) => {
    if (isHeld) window.addEventListener('beforeunload', refuse)
    else window.removeEventListener('beforeunload', refuse)
  }
}
