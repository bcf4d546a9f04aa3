/**
 * The simulated DOM differs from a browser where the editor stands: it tells of a selection while it is still being made, and loses
 * its way when the focus goes from one shadow tree to another. A real browser plays this part in the journeys.
 */
const dispatch = document.dispatchEvent.bind(document)
document.dispatchEvent = (event) => event.type === 'selectionchange' || dispatch(event)

Object.defineProperty(ShadowRoot.prototype, 'activeElement', {
  get(this: ShadowRoot) {
    const active = document.activeElement
    return active && this.contains(active) ? active : null
  },
})
