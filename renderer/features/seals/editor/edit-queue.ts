import type { ConfigEdit } from '../../../../shared/domain/config-stanza.ts'

export interface EditPort {
  /** The text as it stands. */
  text(): string
  /** The text after an edit, as main makes it. */
  edit(text: string, edit: ConfigEdit): Promise<string>
  /** Puts the edited text in place of the text as it stands. */
  become(text: string): void
  onFailure(error: unknown): void
}

/**
 * Edits of blocks and fields, made one after the other, each on the text that the one before has left. Letters that are typed into a
 * field faster than they are made become one edit. One that finds the text changed meanwhile is made again on the new one.
 */
export class EditQueue {
  readonly #port: EditPort
  #waiting: ConfigEdit[] = []
  #running: Promise<void> | undefined

  constructor(port: EditPort) {
    this.#port = port
  }

  add(edit: ConfigEdit): Promise<void> {
    const last = this.#waiting.at(-1)
    if (last && setsSameKey(last, edit)) this.#waiting.pop()
    this.#waiting.push(edit)
    return this.settled()
  }

  /** Resolves when nothing waits any more. */
  settled(): Promise<void> {
    if (this.#waiting.length > 0 && !this.#running) {
      this.#running = this.#drain().finally(() => {
        this.#running = undefined
      })
    }
    return this.#running ?? Promise.resolve()
  }

  async #drain(): Promise<void> {
    try {
      for (let edit = this.#waiting.shift(); edit; edit = this.#waiting.shift()) await this.#make(edit)
    } catch (error) {
      this.#waiting = []
      this.#port.onFailure(error)
    }
  }

  async #make(edit: ConfigEdit): Promise<void> {
    for (;;) {
      const before = this.#port.text()
      const after = await this.#port.edit(before, edit)
      if (this.#port.text() !== before) continue
      this.#port.become(after)
      return
    }
  }
}

function setsSameKey(a: ConfigEdit, b: ConfigEdit): boolean {
  return 'key' in a && 'key' in b && a.stanza === b.stanza && a.key === b.key
}
