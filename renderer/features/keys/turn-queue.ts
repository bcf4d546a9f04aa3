/** Lets a bounded number of holders work at once; the others wait in the order in which they asked. */
export class TurnQueue {
  readonly #limit: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Calls `start` when it is this holder's turn. The returned function gives the turn back, or the place in the line. */
  request(start: () => void): () => void {
    let done = false
    const begin = () => {
      this.#running += 1
      start()
    }
    const end = () => {
      if (done) return
      done = true
      const place = this.#waiting.indexOf(begin)
      if (place >= 0) this.#waiting.splice(place, 1)
      else this.#finish()
    }
    if (this.#running < this.#limit) begin()
    else this.#waiting.push(begin)
    return end
  }

  #finish(): void {
    this.#running -= 1
    this.#waiting.shift()?.()
  }
}
